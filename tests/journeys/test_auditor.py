"""The auditor's day, in a real browser: the journal by keyboard, whether it is whole, all about a person, live."""

import re
import zipfile
from pathlib import Path

from playwright.async_api import Browser, expect

from demo.people import people
from dossier.resources import Resources
from tests.support.at_work import accessible, signed_in
from tests.support.deposits import hand_over
from tests.support.service import Service

PERSON = people()[0]
MADE_MS = 20_000


async def test_the_journal_is_asked_by_keyboard_and_says_that_it_is_whole(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    made = await hand_over(service_resources, service.centre_id, PERSON, types=("REV_PAIE",))
    page = await signed_in(browser, service, "anne.dewit")
    await page.wait_for_url("**/backoffice/journal")
    await accessible(page)
    await page.keyboard.press("n")
    await page.keyboard.type(made.receipt.number)
    await page.keyboard.press("Enter")
    await page.wait_for_url(re.compile("subject_id="))
    assert made.receipt.number not in page.url
    await expect(page.get_by_role("row", name=re.compile("A envoyé un dépôt"))).to_contain_text(made.receipt.number)
    await page.get_by_role("link", name="Registre des accès").click()
    await expect(page.get_by_role("heading", name="Registre des accès")).to_be_visible()
    await accessible(page)
    await page.get_by_role("link", name="Intégrité").click()
    await page.get_by_role("button", name="Contrôler maintenant").click()
    await expect(page.get_by_text("Le journal est intact.")).to_be_visible(timeout=MADE_MS)
    await accessible(page)
    await page.context.close()


async def test_a_package_about_a_person_is_made_before_one_s_eyes(
    browser: Browser, service: Service, service_resources: Resources, tmp_path: Path
) -> None:
    await hand_over(service_resources, service.centre_id, PERSON)
    page = await signed_in(browser, service, "anne.dewit")
    await page.wait_for_url("**/backoffice/journal")
    await page.get_by_role("link", name="Sur une personne").click()
    await accessible(page)
    await page.keyboard.press("b")
    await page.keyboard.type("amrani sam")
    await expect(page.get_by_role("option").first).to_contain_text("El Amrani Samira")
    await page.keyboard.press("Enter")
    await page.get_by_label("Pourquoi").fill("lettre du 24 novembre")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Le paquet est en préparation.")).to_be_visible()
    link = page.get_by_role("link", name=re.compile("Télécharger"))
    await expect(link).to_be_visible(timeout=MADE_MS)  # without a reload
    await accessible(page)
    async with page.expect_download() as coming:
        await link.click()
    download = await coming.value
    assert PERSON.last_name not in download.suggested_filename
    await download.save_as(tmp_path / "package.zip")
    assert {"data.json", "report.pdf"} <= set(zipfile.ZipFile(tmp_path / "package.zip").namelist())
    await page.context.close()
