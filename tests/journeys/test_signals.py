"""An eviction notice, from the kiosk's camera to whoever acts on it: told live, taken, handled; or told to the head."""

from datetime import timedelta
from uuid import UUID

from playwright.async_api import Browser, Page, expect

from demo.people import people
from dossier import clock
from dossier.database.actor import Actor, system
from dossier.documents.claim import claim
from dossier.documents.profile import Profile
from dossier.documents.validate import validate
from dossier.people.office import set_head
from dossier.people.queries import find_beneficiaries
from dossier.resources import Resources
from dossier.signals.escalate import escalate
from dossier.thesaurus.queries import all_types
from tests.support.at_work import accessible
from tests.support.deposits import hand_over
from tests.support.service import Service
from tests.support.terms import member


async def _at_inbox(browser: Browser, service: Service, username: str) -> Page:
    context = await browser.new_context(base_url=service.url, viewport={"width": 1280, "height": 800}, locale="fr-BE")
    page = await context.new_page()
    await page.goto("/backoffice")
    await page.locator("[name=username]").fill(username)
    await page.locator("[name=password]").fill(service.password)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/queue")
    await page.goto("/backoffice/signals?show=department")
    return page


async def _file(resources: Resources, agent: Actor, document_id: UUID) -> None:
    types = {each.code: each.id for each in await all_types(agent)}
    person = (await find_beneficiaries(agent, people()[0].name, resources.cipher))[0]
    await claim(agent, document_id, 600)
    told = Profile(type_id=types["LOG_EXP"], beneficiary_id=person.id, document_date=clock.today())
    await validate(agent, document_id, told)


async def test_an_eviction_notice_is_told_live_handled_and_told_to_the_head_where_nobody_takes_it(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    centre_id = service.centre_id
    await set_head(await member(centre_id, "rachid.lahlou"), "JUR", "olivier.marchal")
    (document_id,) = (
        await hand_over(service_resources, centre_id, people()[0], types=("LOG_EXP",), circuit="kiosk")
    ).document_ids
    social = await _at_inbox(browser, service, "nadia.benali")
    legal = await _at_inbox(browser, service, "sofie.devos")
    head = await _at_inbox(browser, service, "olivier.marchal")
    for page in (social, legal):
        await expect(page.locator("[data-row]")).to_have_count(0)
    await _file(service_resources, await member(centre_id, "ines.moreau"), document_id)
    for page in (social, legal):
        await expect(page.locator("tr[data-state=urgent] [data-row]")).to_have_count(1)
        await accessible(page)

    await social.keyboard.press("j")
    await social.keyboard.press("t")
    await social.wait_for_url("**/backoffice/signals/*")
    await accessible(social)
    await social.keyboard.press("h")
    await social.get_by_role("radio").first.check()
    await social.get_by_role("button", name="Traité").click()
    await social.wait_for_url("**/backoffice/signals")
    await expect(social.locator(".flash form button")).to_be_visible()  # with its undo

    await head.goto("/backoffice/signals?show=escalated")
    await expect(head.locator("[data-row]")).to_have_count(0)
    with clock.moved(timedelta(days=7)):  # nobody of the legal department has taken it for four working hours
        assert await escalate(system(centre_id)) == 1
    await expect(head.locator("[data-row]")).to_have_count(1)
    await head.keyboard.press("j")
    await head.keyboard.press("Enter")
    await head.wait_for_url("**/backoffice/signals/*")
    await expect(head.get_by_text("Signalé au responsable", exact=True)).to_be_visible()
