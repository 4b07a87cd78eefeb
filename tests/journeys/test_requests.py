"""A request from end to end, in a browser: asked, seen at the portal, handed over, validated, answered by itself."""

import re
from uuid import UUID

from playwright.async_api import Browser, FilePayload, Page, ViewportSize, expect

from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.resources import Resources
from tests.journeys.test_portal import MADE_MS
from tests.support.at_work import accessible, signed_in
from tests.support.deposits import pdf
from tests.support.service import Service

PHONE: ViewportSize = {"width": 360, "height": 740}


async def ask(page: Page) -> None:
    """Ask by keyboard, as far as there is a key."""
    await page.goto("/backoffice/requests")
    await expect(page.get_by_role("heading", name="Rien n’est demandé")).to_be_visible()
    await accessible(page)
    await page.keyboard.press("n")
    await page.wait_for_url("**/new")
    await accessible(page)
    await page.keyboard.press("b")
    await page.keyboard.type("amrani sam")
    await expect(page.get_by_role("option").first).to_contain_text("El Amrani Samira")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Escape")
    await page.keyboard.press("t")
    await page.keyboard.type("fiche de p")
    await expect(page.get_by_role("option").first).to_contain_text("Fiche de paie")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Escape")
    await page.keyboard.press("v")  # what was found is asked for too
    await expect(page.locator(".letter")).to_contain_text("Fiche de paie")
    await accessible(page)
    await page.keyboard.press("a")
    await page.wait_for_url(re.compile(r"/requests/[0-9a-f-]{36}$"))
    await expect(page.get_by_text("On attend la personne")).to_be_visible()
    await accessible(page)


async def hand_over(browser: Browser, service: Service) -> Page:
    """Identify on a phone, touch what is asked for, send it; return the page of what is asked for."""
    page = await (await browser.new_context(base_url=service.url, viewport=PHONE, locale="fr-BE")).new_page()
    await page.goto("/identification")
    await page.locator("#number").fill(service.file_number)
    born = service.person.birth_date
    for part in ("day", "month", "year"):
        await page.locator(f"#birth_date_{part}").fill(str(getattr(born, part)))
    await page.locator(".act-bar button").click()
    await page.wait_for_url("**/asked")
    await expect(page.get_by_text("1 papier est demandé")).to_be_visible()
    await accessible(page)
    await page.get_by_role("button", name="Fiche de paie").click()
    await page.wait_for_url("**/photo")
    paper = FilePayload(name="p.pdf", mimeType="application/pdf", buffer=pdf("a"))
    await page.set_input_files("#photos", files=[paper])
    await page.locator("[data-next] a").click(timeout=MADE_MS)
    await page.locator(".act-bar a").click()
    await expect(page.get_by_role("heading", name="Fiche de paie")).to_be_visible()  # nobody asks what it is
    await page.get_by_role("button", name="Envoyer").click()
    await page.wait_for_url("**/r/*")
    await page.goto("/asked")
    await expect(page.get_by_text("Nous l’avons, et le regardons")).to_be_visible()
    await accessible(page)
    return page


async def test_what_is_asked_is_handed_over_validated_and_answered(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    del service_resources  # its pool is open
    worker = await signed_in(browser, service, "nadia.benali")
    await ask(worker)
    await remind(worker, service.centre_id)
    person = await hand_over(browser, service)
    await expect(worker.get_by_text("On nous attend")).to_be_visible()  # without a reload
    await worker.get_by_role("link", name="Fiche de paie").click()
    await worker.wait_for_url(re.compile(r"/backoffice/documents/"))
    await worker.get_by_role("img", name="Page 1").wait_for(timeout=MADE_MS)
    await worker.locator("claim-lease").wait_for(state="attached")  # the desk takes it by itself
    await worker.keyboard.press("v")
    await worker.wait_for_url(re.compile(r"/backoffice/queue$"))
    await worker.goto("/backoffice/requests?shown=answered")
    await expect(worker.get_by_role("link", name="El Amrani Samira")).to_be_visible(timeout=MADE_MS)
    await expect(worker.get_by_text("la moitié en moins d’un jour").first).to_be_visible()
    await accessible(worker)
    await worker.keyboard.press("j")
    await worker.keyboard.press("Enter")
    await expect(worker.locator("#request").get_by_text("Reçue").first).to_be_visible()
    await person.reload()
    await expect(person.get_by_text("Nous ne vous demandons rien")).to_be_visible()
    await ask_again(worker)
    await person.reload()
    await expect(person.get_by_text("Photographiez toutes les pages")).to_be_visible()
    await accessible(person)


async def remind(page: Page, centre_id: UUID) -> None:
    """Remind the person by one key, two days after they were asked."""
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE document_requests SET asked_at = asked_at - interval '2 days'")
    await page.reload()
    await page.keyboard.press("r")
    await expect(page.get_by_text("1 rappel")).to_be_visible()
    await expect(page.get_by_text("Rappelez demain")).to_be_visible()
    await accessible(page)


async def ask_again(page: Page) -> None:
    """Say by keyboard that the document which answered is not enough, and have it so."""
    await page.get_by_role("link", name="Redemander").focus()
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/reopening")
    await accessible(page)
    await page.get_by_label("Il manque des pages").focus()
    await page.keyboard.press("Space")
    await page.keyboard.press("Enter")
    await page.wait_for_url(re.compile(r"/requests/[0-9a-f-]{36}$"))
    await expect(page.get_by_role("button", name="Elle suffit quand même")).to_be_visible()
    await accessible(page)


async def test_a_spoc_writes_a_list_by_keyboard(browser: Browser, service: Service) -> None:
    page = await signed_in(browser, service, "olivier.marchal")
    await page.goto("/backoffice/requests/templates")
    await expect(page.get_by_text("proposition").first).to_be_visible()
    await accessible(page)
    await page.keyboard.press("n")
    await page.wait_for_url("**/templates/new")
    await accessible(page)
    await page.get_by_label("Nom en français").fill("Contrôle des revenus")
    await page.get_by_label("Nom en néerlandais").fill("Controle van de inkomsten")
    await page.get_by_label("Nom en néerlandais").blur()
    await page.keyboard.press("t")
    await page.keyboard.type("fiche de p")
    await expect(page.get_by_role("option").first).to_contain_text("Fiche de paie")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Escape")
    await page.keyboard.press("v")
    await page.wait_for_url("**/templates")
    await expect(page.get_by_role("heading", name="Contrôle des revenus")).to_be_visible()
