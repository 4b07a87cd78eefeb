"""A refused page is taken again from its receipt, with a real photo, and the desk files what came of it."""

from uuid import UUID

import pytest
from playwright.async_api import Browser, Page, expect

from dossier.database.actor import Actor
from dossier.documents.claim import claim
from dossier.documents.refuse import refuse
from dossier.documents.validate import validate
from dossier.resources import Resources
from dossier.thesaurus.queries import refusal_reasons
from tests.journeys.test_portal import MADE_MS, PIXEL_7, photo_file, type_who
from tests.support.all_done import all_done
from tests.support.at_work import accessible, sign_in
from tests.support.deposits import HandedOver, hand_over, staff
from tests.support.desk import LEASE_SECONDS, profiled
from tests.support.service import Service


async def handed(service: Service, resources: Resources) -> tuple[HandedOver, Actor]:
    """Hand a paper of three pages over; return it, and the agent who decides."""
    made = await hand_over(resources, service.centre_id, service.person, types=("REV_PAIE",), pages=3)
    await all_done(resources, service.centre_id)
    return made, await staff(service.centre_id, "ines.moreau")


async def refuse_page(browser: Browser, service: Service, document_id: UUID, number: int) -> Page:
    """Refuse a document at the desk for one of its pages; return the desk's browser."""
    page = await (await browser.new_context(base_url=service.url, locale="fr-BE")).new_page()
    await sign_in(page, service)
    await page.goto(f"{service.url}/backoffice/documents/{document_id}")
    await expect(page.locator("[data-opens=refuse]")).to_be_visible()
    await page.keyboard.press("r")
    dialog = page.locator("#refusal")
    await expect(dialog.locator("[name=pages]")).to_have_count(3)
    await dialog.locator("[name=reason_id]").first.check()
    await dialog.locator("[name=pages]").nth(number - 1).check()
    await accessible(page)
    await dialog.locator("[type=submit]").click()
    await expect(page.locator("#refusal")).to_be_hidden()
    return page


async def test_a_refused_page_is_retaken_and_filed(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    made, agent = await handed(service, service_resources)
    (document_id,) = made.document_ids
    desk = await refuse_page(browser, service, document_id, 2)

    page = await (await browser.new_context(**PIXEL_7, service_workers="block")).new_page()
    await page.goto(f"{service.url}/r/{made.receipt.token}")
    await type_who(page, service)
    await page.locator(".unlock button").tap()
    ways = page.locator("#documents .retake button")
    await expect(ways).to_have_count(3)
    await expect(ways.nth(0)).to_have_text("Reprendre la page 2")
    await expect(ways.nth(1)).to_be_hidden()  # the others are good
    await accessible(page)
    await ways.nth(0).tap()
    await page.wait_for_url("**/photo")
    await expect(page.locator("h1")).to_have_text("Reprendre la page 2")
    await accessible(page)
    await page.set_input_files("#photos", files=[photo_file()])
    await expect(page.locator("[data-glances] .glance")).to_be_visible(timeout=MADE_MS)  # judged on the spot
    await page.locator("[data-next] a").tap(timeout=MADE_MS)
    await expect(page.locator("#pages .compare img")).to_have_count(2, timeout=MADE_MS)
    await accessible(page)
    await page.locator(".act-bar button").tap()
    await page.wait_for_url("**/r/*")
    assert made.receipt.token not in page.url
    await expect(page.locator("#documents")).to_contain_text("Page reprise : 2.")
    await expect(page.locator("#documents img")).to_have_count(3, timeout=MADE_MS)
    await accessible(page)

    await desk.goto(f"{service.url}/backoffice/documents/{document_id}")
    await expect(desk.locator("claim-lease")).to_be_attached()  # taken on opening: its page came anew
    told = desk.locator("#profile .notice", has_text="La page 2 a été reprise")
    await expect(told).to_be_visible()
    await accessible(desk)
    before = await told.locator("a").get_attribute("href")
    assert (await desk.request.get(f"{service.url}{before}")).status == 200
    await claim(agent, document_id, LEASE_SECONDS)
    await validate(agent, document_id, await profiled(service.centre_id, "REV_PAIE", service.person))
    await expect(page.locator("#documents [data-state=good]")).to_be_visible()  # told on the receipt that is open


@pytest.mark.torture  # by forms: tests/portal/receipt/test_retake.py
async def test_without_a_script(browser: Browser, service: Service, service_resources: Resources) -> None:
    made, agent = await handed(service, service_resources)
    (document_id,) = made.document_ids
    await refuse_without_a_word(agent, document_id)
    page = await (await browser.new_context(**PIXEL_7, java_script_enabled=False)).new_page()
    await page.goto(f"{service.url}/r/{made.receipt.token}")
    await type_who(page, service)
    await page.locator(".unlock button").click()
    await expect(page.locator("#documents .retake")).to_have_count(3)
    await page.locator("#documents .retake button").nth(2).click()
    await page.set_input_files("#photos", files=[photo_file()])
    await page.locator("[data-plain] button").click()
    for _ in range(100):
        if await page.locator("#pages .compare").count():
            break
        await page.wait_for_timeout(200)
        await page.locator("noscript a").click()
    await page.locator("a[href*='/r/']").click()  # another page again
    await page.locator("#documents .retake button").nth(0).click()
    await page.set_input_files("#photos", files=[photo_file()])
    await page.locator("[data-plain] button").click()
    await page.locator(".act-bar a").click()
    await expect(page.locator("#papers .papers-item")).to_have_count(2)
    await page.locator(".act-bar button").click()
    await expect(page.locator(".slip-number")).to_be_visible()
    await expect(page.locator("#documents")).to_contain_text("Page reprise : 1, 3.")


async def refuse_without_a_word(agent: Actor, document_id: UUID) -> None:
    """Refuse a document, all of it."""
    await claim(agent, document_id, LEASE_SECONDS)
    await refuse(agent, document_id, (await refusal_reasons(agent))[0].id, "")
