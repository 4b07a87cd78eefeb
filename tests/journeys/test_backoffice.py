"""A day at the desk, in a real browser: the queue fills live, a document is taken, read, turned, profiled, decided."""

import re
from collections.abc import AsyncIterator
from uuid import UUID

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.documents.claim import claim, release
from dossier.resources import Resources
from tests.support.at_work import accessible, signed_in
from tests.support.deposits import HandedOver, hand_over, staff
from tests.support.service import Service

PERSON = people()[0]
QUEUE = re.compile(r"/backoffice/queue$")
DESK = re.compile(r"/backoffice/documents/[0-9a-f-]{36}")


@pytest_asyncio.fixture(loop_scope="session")
async def desk(browser: Browser, service: Service, service_resources: Resources) -> AsyncIterator[Page]:
    """Sign Inès Moreau in, before an empty queue."""
    del service_resources  # the verbs of the test work on the service's own database
    page = await signed_in(browser, service, "ines.moreau")
    yield page
    await page.context.close()


async def _row(centre_id: UUID, made: HandedOver) -> dict[str, object]:
    async with transaction(system(centre_id)) as tx:
        row = await tx.row(
            """SELECT d.state, t.code, f.number, d.document_date::text, d.refusal_note FROM documents d
               LEFT JOIN document_types t ON t.id = d.type_id LEFT JOIN social_files f ON f.id = d.social_file_id
               WHERE d.id = $1""",
            made.document_ids[0],
        )
    assert row is not None
    return dict(row)


async def test_a_document_comes_in_live_and_is_filed_by_keyboard(
    desk: Page, service: Service, service_resources: Resources
) -> None:
    await expect(desk.get_by_role("heading", name="Rien n’attend")).to_be_visible()
    await accessible(desk)
    made = await hand_over(service_resources, service.centre_id)
    await expect(desk.get_by_role("link", name=made.receipt.number)).to_be_visible()
    await expect(desk.get_by_text("en préparation")).to_have_count(0)  # the worker is done, and the queue says so
    await accessible(desk)

    await desk.keyboard.press("Enter")
    await desk.wait_for_url(DESK)
    picture = desk.get_by_role("img", name="Page 1")
    await expect(picture).to_be_visible()
    await accessible(desk)
    bar = await desk.locator(".desk .toolbar").bounding_box()
    assert bar is not None
    assert bar["height"] < 60, "the acts on a page stand in one row"
    whole = await picture.bounding_box()
    await desk.keyboard.press("+")
    await desk.keyboard.press("+")
    larger = await picture.bounding_box()
    assert whole is not None
    assert larger is not None
    assert larger["width"] == pytest.approx(whole["width"] * 1.25**2, rel=0.02)
    await desk.keyboard.press("f")
    assert await picture.bounding_box() == whole

    before = await picture.get_attribute("src")
    await desk.keyboard.press("o")
    await expect(picture).not_to_have_attribute("src", str(before))
    await expect(picture).not_to_have_js_property("naturalWidth", 0)  # it has no box before it is there
    turned = await picture.bounding_box()
    assert turned is not None
    assert (turned["width"] > turned["height"]) != (whole["width"] > whole["height"])

    await desk.keyboard.press("t")
    what = desk.get_by_role("combobox", name="Qu’est-ce que c’est")
    for words, label in (("huurover", "Contrat de bail"), ("fiche de p", "Fiche de paie")):  # Dutch, then French
        await what.fill(words)
        await expect(desk.get_by_role("option").first).to_contain_text(label)
        await desk.keyboard.press("Enter")
        await expect(what).to_have_value(re.compile(label))
    await desk.keyboard.press("Escape")
    await desk.keyboard.press("v")  # a person is missing: it is said on the spot, and the type stays
    who = desk.get_by_role("combobox", name="Qui est-ce que cela concerne")
    await expect(who).to_have_accessible_description(re.compile("Dites d’abord"))
    await expect(who).to_be_focused()
    await expect(what).to_have_value("Fiche de paie")
    await who.fill("amrani sam")
    await expect(desk.get_by_role("option").first).to_contain_text("El Amrani Samira")
    await accessible(desk)
    await desk.keyboard.press("Enter")
    await desk.keyboard.press("Escape")
    await desk.keyboard.press("d")
    await desk.keyboard.type("2.11.26")
    await desk.keyboard.press("Escape")
    await desk.keyboard.press("v")
    await desk.wait_for_url(QUEUE)
    await expect(desk.get_by_text("Classé.")).to_be_visible()
    await expect(desk.get_by_role("heading", name="Rien n’attend")).to_be_visible()
    filed = await _row(service.centre_id, made)
    assert filed == {
        "state": "validated",
        "code": "REV_PAIE",
        "number": service.file_number,
        "document_date": "2026-11-02",
        "refusal_note": "",
    }


async def test_what_the_depositor_said_is_filed_with_one_key_and_the_rest_is_refused(
    desk: Page, service: Service, service_resources: Resources
) -> None:
    made = await hand_over(service_resources, service.centre_id, PERSON, types=("REV_PAIE", None))
    await expect(desk.get_by_role("link", name=made.receipt.number)).to_have_count(2)
    await expect(desk.locator(".queue-soon time")).to_have_count(1)  # the payslip's place in the order is known
    await desk.keyboard.press("j")
    await desk.keyboard.press("Enter")
    await desk.wait_for_url(DESK)
    await expect(desk.get_by_text("selon le déposant")).to_be_visible()
    await desk.keyboard.press("v")
    await expect(desk.get_by_text("Classé.")).to_be_visible()
    await expect(desk.get_by_text("Document 2 sur 2")).to_be_visible()
    await desk.keyboard.press("r")
    dialog = desk.get_by_role("dialog")
    await accessible(desk)
    await dialog.get_by_role("button", name="Refuser").click()
    await expect(dialog.get_by_role("alert")).to_be_visible()
    await desk.keyboard.press("3")
    await expect(dialog.get_by_role("radio", name="Document coupé")).to_be_checked()
    await expect(dialog.get_by_role("radio", name="Document coupé")).to_be_focused()
    await desk.keyboard.press("1")
    await expect(dialog.get_by_role("radio", name="Illisible")).to_be_checked()
    await dialog.get_by_label("Une phrase de plus").fill("Le coin en bas manque.")
    await dialog.get_by_role("button", name="Refuser").click()
    await desk.wait_for_url(QUEUE)
    await desk.get_by_role("link", name="Le revoir").click()
    await expect(desk.get_by_text("Le coin en bas manque.")).to_be_visible()
    await expect(desk.get_by_role("button", name="Classer")).to_have_count(0)


@pytest.mark.torture  # as in the queue, within two seconds: test_queue.py
async def test_two_colleagues_see_each_other(
    browser: Browser, desk: Page, service: Service, service_resources: Resources
) -> None:
    made = await hand_over(service_resources, service.centre_id, PERSON)
    colleague = await signed_in(browser, service, "nadia.benali")
    await expect(desk.get_by_role("link", name=made.receipt.number)).to_be_visible()
    await desk.get_by_role("link", name=made.receipt.number).click()
    await expect(desk.get_by_role("button", name="Classer")).to_be_visible()  # claimed at opening
    await expect(colleague.get_by_role("row", name="Inès Moreau")).to_be_visible()
    await colleague.get_by_role("link", name=made.receipt.number).click()
    await expect(colleague.get_by_text("Inès Moreau travaille sur ce dépôt")).to_be_visible()
    await accessible(colleague)
    await desk.keyboard.press("Escape")
    await desk.wait_for_url(QUEUE)
    await colleague.reload()
    await expect(colleague.get_by_role("button", name="Classer")).to_be_visible()
    await colleague.keyboard.press("Escape")
    await colleague.wait_for_url(QUEUE)
    await colleague.context.close()


async def test_a_lost_lease_is_said_and_what_was_typed_stays(
    desk: Page, service: Service, service_resources: Resources
) -> None:
    made = await hand_over(service_resources, service.centre_id, PERSON)
    await desk.get_by_role("link", name=made.receipt.number).click()
    await expect(desk.get_by_role("button", name="Classer")).to_be_visible()
    await desk.keyboard.press("d")
    await desk.keyboard.type("2/11/2026")
    colleague = await staff(service.centre_id, "koen.smets")
    async with transaction(system(service.centre_id)) as tx:
        await tx.run("UPDATE deposits SET claimed_until = now() - interval '1 second' WHERE id = $1", made.deposit_id)
    await claim(colleague, made.document_ids[0], 60)
    await desk.evaluate("document.querySelector('claim-lease').renew()")  # as it does while one works
    await expect(desk.get_by_text("Koen Smets travaille sur ce dépôt")).to_be_visible()
    await release(colleague, made.document_ids[0])
    await desk.get_by_role("button", name="Reprendre le dépôt").click()
    await expect(desk.get_by_text("Koen Smets travaille sur ce dépôt")).to_be_hidden()
    await expect(desk.get_by_label("Date du document")).to_have_value("2/11/2026")
    await desk.keyboard.press("Escape")
    await desk.keyboard.press("Escape")
    await desk.wait_for_url(QUEUE)


async def test_the_desk_works_without_javascript(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    made = await hand_over(service_resources, service.centre_id)
    context = await browser.new_context(base_url=service.url, java_script_enabled=False, locale="nl-BE")
    page = await context.new_page()
    await page.goto("/backoffice")
    await page.get_by_label("Gebruikersnaam").fill("koen.smets")
    await page.get_by_label("Wachtwoord").fill(service.password)
    await page.get_by_role("button", name="Aanmelden").click()
    await page.get_by_role("link", name=made.receipt.number).click()
    await page.get_by_role("button", name="Deze neerlegging nemen").click()
    await page.locator("select[name=type_id]").select_option("Loonfiche")
    await page.get_by_label("Naam, dossiernummer of INSZ").fill("amrani samira")
    await page.get_by_role("button", name="Zoeken").click()
    await page.get_by_role("radio", name="El Amrani Samira").check()
    await page.get_by_role("button", name="Klasseren").click()
    await expect(page.get_by_text("Geklasseerd.")).to_be_visible()
    await context.close()
    assert (await _row(service.centre_id, made))["code"] == "REV_PAIE"
