"""What the centre makes, and its paper files, in a browser: registered and found by number; scanned by parts."""

import re

from playwright.async_api import Browser, FilePayload, expect

from demo import accounts
from demo.people import people
from dossier.imaging.office import DOCX
from tests.support.at_work import accessible, signed_in
from tests.support.batches import stack_tiff
from tests.support.service import Service
from tests.support.texts import docx

FILE = re.compile(r"/backoffice/files/[0-9a-f-]{36}/documents/[0-9a-f-]{36}")
MADE_MS = 30_000


async def test_a_report_is_registered_from_its_file_and_found_by_its_number(browser: Browser, service: Service) -> None:
    page = await signed_in(browser, service, "nadia.benali")
    await page.keyboard.press("/")
    await page.keyboard.type(accounts.file_of(people()[0]))
    await page.locator("#search-found a").first.click()
    await expect(page.locator(".file-line .figures")).to_have_css("display", "inline")  # a number among words
    await page.get_by_role("link", name="Inscrire un document").click()
    await accessible(page)
    await page.get_by_role("radio", name="Interne").check()
    report = FilePayload(name="rapport.docx", mimeType=DOCX, buffer=docx("Rapport social"))
    await page.get_by_label("Fichier").set_input_files(report)
    await page.get_by_label("Qu’est-ce que c’est ?").select_option(index=1)
    await page.get_by_role("button", name="Inscrire et classer").click()
    await page.wait_for_url(FILE, timeout=MADE_MS)
    await expect(page.get_by_text("Inscrit et classé.")).to_be_visible()
    number = await page.locator(".registered bdi.figures").first.inner_text()
    await accessible(page)
    await page.goto("/backoffice/registrations")
    await page.get_by_role("link", name="Interne").click()
    await page.get_by_label("Destinataire, auteur ou numéro").fill(number)
    await page.get_by_role("button", name="Chercher").click()
    await expect(page.get_by_role("link", name=number)).to_be_visible()
    await accessible(page)
    async with page.expect_download() as download:
        await page.get_by_role("button", name="En tableur").click()
    assert (await download.value).suggested_filename.startswith("internal-")
    await page.context.close()


async def test_a_paper_file_is_scanned_by_parts(browser: Browser, service: Service) -> None:
    page = await signed_in(browser, service, "ines.moreau")
    await page.goto("/backoffice/backfile")
    await accessible(page)
    await page.get_by_label("Numéro d’un dossier social").fill(accounts.file_of(people()[0]))
    await page.get_by_role("button", name="Chercher").click()
    await page.get_by_label("Partie").select_option("litigation")
    await page.get_by_label("Feuilles, comptées à la main").fill("2")
    await page.get_by_role("button", name="Garder ce compte").click()
    await page.get_by_text("Envoyer une pile scannée").click()
    stack = FilePayload(name="old.tif", mimeType="image/tiff", buffer=stack_tiff("a judgment", "its second page"))
    await page.get_by_label("Fichier de la pile").set_input_files(stack)
    await page.locator("[name=stack_sheets]").fill("2")
    await accessible(page)
    await page.get_by_role("button", name="Envoyer").click()
    await page.wait_for_url(re.compile(r"/backoffice/batches/[0-9a-f-]{36}$"))
    await expect(page.get_by_text("tout est en place")).to_be_visible(timeout=MADE_MS)
    await page.goto("/backoffice/backfile")
    await page.get_by_role("row", name="2 / 2").get_by_role("link").click()
    await page.get_by_role("button", name="Tout est scanné").click()
    await expect(page.get_by_text("entièrement scanné", exact=True)).to_be_visible()
    await page.get_by_role("button", name="Garder ce jour").click()
    await expect(page.get_by_text("uniquement numérique depuis")).to_be_visible()
    await accessible(page)
    await page.context.close()
