"""The broken glass in a browser, by keyboard: shut, opened with a reason for a while, reviewed; never a relative's."""

from uuid import UUID

from playwright.async_api import Browser, Page, expect

from demo.people import Person, people
from dossier.glass.break_ import Pane, break_glass
from dossier.glass.values import Reason
from dossier.people.queries import find_beneficiaries
from dossier.people.ties import TieKind, note_tie
from dossier.resources import Resources
from tests.support.all_done import all_done
from tests.support.at_work import accessible, signed_in
from tests.support.deposits import staff
from tests.support.filed import days_ago, file_documents, file_of
from tests.support.glass import let_time_be_over
from tests.support.service import Service

SAMIRA, RELATIVE = people()[0], people()[1]  # SAMIRA: a file of AS, of Nadia Benali
WHILE_SECONDS = 600


async def filed(resources: Resources, service: Service, person: Person) -> UUID:
    """File a payslip of a person; return their file."""
    agent = await staff(service.centre_id, "ines.moreau")
    await file_documents(resources, agent, person, (("REV_PAIE", days_ago(40)),))
    await all_done(resources, service.centre_id)
    return await file_of(resources, agent, person)


async def skip_to_content(page: Page) -> None:
    """Go past the header by its skip link, as whoever has no mouse does."""
    await page.keyboard.press("Tab")
    await expect(page.locator(".skip-link")).to_be_focused()
    await page.keyboard.press("Enter")


async def test_a_file_of_others_is_shut_opens_with_a_reason_and_is_reviewed(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    file_id = await filed(service_resources, service, SAMIRA)
    outsider = await signed_in(browser, service, "pieter.maes")
    await outsider.keyboard.press("/")
    await outsider.keyboard.type("sami amr")
    found = outsider.locator("#search-found .found-item").first
    await expect(found).to_contain_text(SAMIRA.last_name)
    await expect(found).to_have_attribute("data-closed", "")

    answer = await outsider.goto(f"/backoffice/files/{file_id}?lang=fr")
    assert answer is not None
    assert answer.status == 403
    await expect(outsider.get_by_role("heading", level=1)).to_have_text("Pas votre département")
    assert SAMIRA.first_name not in await outsider.content()
    await accessible(outsider)

    await skip_to_content(outsider)
    for _ in ("reason", "words", "act"):
        await outsider.keyboard.press("Tab")
    await outsider.keyboard.press("Enter")
    await expect(outsider.get_by_role("alert")).to_be_visible()  # no reason, no look
    await accessible(outsider)
    await skip_to_content(outsider)
    await outsider.keyboard.press("Tab")
    await outsider.keyboard.press("Space")
    await outsider.keyboard.press("Tab")
    await outsider.keyboard.type("Coupure de gaz ce soir")
    await outsider.keyboard.press("Tab")
    await outsider.keyboard.press("Enter")
    await expect(outsider.get_by_role("heading", level=1)).to_contain_text(SAMIRA.last_name)
    await expect(outsider.get_by_text("Vous avez ouvert ce dossier de l’extérieur.")).to_be_visible()
    await accessible(outsider)
    await outsider.locator(".time-drawing a").first.focus()
    await outsider.keyboard.press("Enter")
    await expect(outsider.locator(".file-reader .stage img")).to_have_js_property("complete", value=True)
    await accessible(outsider)

    own = await signed_in(browser, service, "nadia.benali")
    await own.goto("/backoffice/signals")
    await expect(own.get_by_text("Coupure de gaz ce soir")).to_be_visible()
    await accessible(own)

    auditor = await signed_in(browser, service, "anne.dewit")
    await auditor.get_by_role("link", name="Ouvert de l’extérieur").focus()
    await auditor.keyboard.press("Enter")
    line = auditor.get_by_role("listitem").filter(has_text="Coupure de gaz ce soir")
    await expect(line).to_contain_text("Pieter Maes")
    await accessible(auditor)
    await line.get_by_role("textbox").focus()
    await auditor.keyboard.type("Vu avec Pieter")
    await auditor.keyboard.press("Tab")
    await auditor.keyboard.press("Enter")
    await expect(auditor.get_by_text("Vu avec Pieter")).to_be_visible()
    await expect(line.get_by_role("button")).to_have_count(0)
    await accessible(auditor)
    for page in (outsider, own, auditor):
        await page.context.close()


async def test_it_is_shut_again_when_its_time_is_over(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    file_id = await filed(service_resources, service, SAMIRA)
    page = await signed_in(browser, service, "elke.peeters")
    outsider = await staff(service.centre_id, "elke.peeters")
    pane = Pane(social_file_id=file_id)
    await break_glass(outsider, pane, Reason.COLLEAGUE_AWAY, "for a moment", WHILE_SECONDS)
    await page.goto(f"/backoffice/files/{file_id}")
    await expect(page.get_by_role("heading", level=1)).to_contain_text(SAMIRA.last_name)
    await let_time_be_over(service.settings, service.centre_id)
    answer = await page.reload()
    assert answer is not None
    assert answer.status == 403
    await expect(page.get_by_role("heading", level=1)).to_have_text("Niet uw dienst")
    assert SAMIRA.first_name not in await page.content()
    await page.context.close()


async def test_a_relative_s_file_stays_shut_and_no_reason_is_asked(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    file_id = await filed(service_resources, service, RELATIVE)
    administrator = await staff(service.centre_id, "rachid.lahlou")
    related = await staff(service.centre_id, "sofie.devos")
    person = (await find_beneficiaries(administrator, RELATIVE.name, service_resources.cipher))[0]
    await note_tie(administrator, related.id, person.id, TieKind.RELATIVE)
    page = await signed_in(browser, service, "sofie.devos")
    answer = await page.goto(f"/backoffice/files/{file_id}")
    assert answer is not None
    assert answer.status == 403
    await expect(page.get_by_text("Een collega behandelt het.")).to_be_visible()
    await expect(page.locator("form[action$='/glass']")).to_have_count(0)
    await accessible(page)
    forced = await page.request.post(
        f"/backoffice/files/{file_id}/glass",
        form={"reason": "urgent_help", "words": "let me"},
        headers={"Origin": service.url, "Sec-Fetch-Site": "same-origin"},
    )
    assert forced.status == 403
    again = await page.reload()
    assert again is not None
    assert again.status == 403
    await page.context.close()
