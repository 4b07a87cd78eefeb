"""My documents from end to end, in browsers: a code by SMS, a ZIP, a correction, a helper, a deposit taken back."""

import asyncio
import os
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import pytest
from playwright.async_api import Browser, FilePayload, Page, ViewportSize, expect

from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.resources import Resources
from dossier.settings import variable
from tests.support.at_work import accessible, signed_in
from tests.support.deposits import pdf, staff
from tests.support.filed import days_ago, file_documents
from tests.support.patience import PATIENCE_SECONDS
from tests.support.postbox import Gateway, gateway
from tests.support.service import Service

PHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture(scope="module", autouse=True)
def texts() -> Iterator[Gateway]:
    """Run the SMS gateway that the service of this module sends through."""
    with gateway() as sms, pytest.MonkeyPatch.context() as patched:
        patched.setitem(os.environ, variable("sms_url"), sms.url)
        yield sms


async def next_text(texts: Gateway, before: int) -> str:
    """Wait for the text that comes after so many others."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while len(texts.texts) <= before:  # noqa: ASYNC110 - the gateway is a thread of its own
            await asyncio.sleep(0.05)
    return texts.texts[before]["text"]


async def on_phone(browser: Browser, service: Service) -> Page:
    context = await browser.new_context(base_url=service.url, viewport=PHONE, locale="fr-BE")
    return await context.new_page()


async def proved(browser: Browser, service: Service, texts: Gateway) -> Page:
    """Open My documents on a phone, by the code that comes as a text."""
    page, before = await on_phone(browser, service), len(texts.texts)
    await page.goto("/")
    await page.get_by_role("link", name="Mes documents").click()
    await accessible(page)
    await page.get_by_role("link", name="Voir tous mes documents").click()
    await page.locator("#number").fill(service.file_number)
    for part in ("day", "month", "year"):
        await page.locator(f"#birth_date_{part}").fill(str(getattr(service.person.birth_date, part)))
    await accessible(page)
    await page.get_by_role("button", name="Envoyez-moi un code").click()
    await page.wait_for_url("**/mine/access")
    await accessible(page)
    (code,) = re.findall(r"\d{6}", await next_text(texts, before))
    await page.locator("#code").fill(code)
    await page.get_by_role("button", name="Voir mes documents").click()
    await page.wait_for_url("**/mine")
    await expect(page.get_by_text("Ce que vous avez déposé")).to_be_visible()
    return page


async def test_code_list_download_correction_and_answer(
    browser: Browser, service: Service, service_resources: Resources, texts: Gateway, tmp_path: Path
) -> None:
    agent = await staff(service.centre_id, "ines.moreau")
    day = days_ago(40)
    made = await file_documents(service_resources, agent, service.person, (("REV_PAIE", day),))
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not await _is_made(service, made.document_ids[0]):  # noqa: ASYNC110 - the worker is a process of its own
            await asyncio.sleep(0.1)
    page = await proved(browser, service, texts)
    await accessible(page)
    async with page.expect_download() as coming:
        await page.get_by_role("link", name="Tout télécharger").click()
    kept = tmp_path / "all.zip"
    await (await coming.value).save_as(kept)
    assert ZipFile(kept).namelist() == [f"{day:%Y-%m-%d} Fiche de paie.pdf"]
    await page.get_by_role("link", name="Fiche de paie").click()
    await expect(page.get_by_role("img", name="Page 1")).to_be_visible()
    await accessible(page)
    await page.get_by_role("link", name="Il y a une erreur ici").click()
    await accessible(page)
    await page.get_by_text("La date est fausse").click()
    await page.locator("#words").fill("C’était un mois plus tôt.")
    await page.get_by_role("button", name="Envoyer").click()
    await expect(page.get_by_text("Vous avez signalé une erreur")).to_be_visible()
    before = len(texts.texts)
    desk = await signed_in(browser, service, "nadia.benali")
    await desk.goto("/backoffice/corrections")
    await accessible(desk)
    await desk.get_by_role("textbox", name="Votre réponse à la personne").fill("C’est corrigé.")
    await desk.get_by_role("button", name="Corrigé").click()
    await expect(desk.get_by_text("C’est corrigé.")).to_be_visible()
    assert "/mine" in await next_text(texts, before)
    await page.reload()
    await expect(page.get_by_text("C’est corrigé.")).to_be_visible()
    await accessible(page)


async def _is_made(service: Service, document_id: UUID) -> bool:
    async with transaction(system(service.centre_id)) as tx:
        return bool(
            await tx.value(
                """SELECT bool_and(g.state = 'ready') FROM document_pages dp JOIN pages g ON g.id = dp.page_id
                   WHERE dp.document_id = $1""",
                document_id,
            )
        )


async def test_a_helper_hands_in_and_the_person_takes_it_back(
    browser: Browser, service: Service, service_resources: Resources, texts: Gateway
) -> None:
    del service_resources  # its pool is open
    person = await proved(browser, service, texts)
    await person.get_by_role("link", name="Quelqu’un peut déposer pour moi").click()
    await person.get_by_role("button", name=re.compile(r"code$")).click()
    signs = person.locator(".helper-code-signs")
    await expect(signs).to_have_text(re.compile(r"^\w{4} \w{4}$"))
    await accessible(person)
    helper = await on_phone(browser, service)
    await helper.goto("/")
    await helper.get_by_role("link", name="Je dépose pour quelqu’un d’autre").click()
    await accessible(helper)
    await helper.locator("#code").fill(str(await signs.text_content()).lower())
    await helper.locator("#name").fill("Karim Haddad")
    await helper.locator(".act-bar button").click()
    await expect(helper.get_by_text(f"Vous déposez pour {service.person.first_name}.")).to_be_visible()
    await accessible(helper)
    await helper.locator(".act-bar button").click()
    await helper.wait_for_url("**/photo")
    paper = FilePayload(name="p.pdf", mimeType="application/pdf", buffer=pdf("a"))
    await helper.set_input_files("#photos", files=[paper])
    await helper.locator("[data-next] a").click(timeout=PATIENCE_SECONDS * 1000)
    await helper.locator(".act-bar a").click()
    if "/type" in helper.url:
        await helper.locator(".tile").last.click()
    await helper.locator("form[action$='/receipt'] button").click()
    await helper.wait_for_url("**/r/**")
    number = await helper.locator(".slip-number").first.text_content()
    await person.goto("/mine")
    await expect(person.get_by_text("Déposé pour vous par Karim Haddad")).to_be_visible()
    item = person.locator(".papers-item", has_text="Karim Haddad")
    await item.get_by_role("link").first.click()
    await person.get_by_role("link", name="Retirer ce dépôt").click()
    await accessible(person)
    await person.get_by_role("button", name="Oui, retirer").click()
    await person.wait_for_url("**/r/**")
    await expect(person.get_by_role("heading", name="Ce dépôt a été retiré")).to_be_visible()
    await expect(person.get_by_text("Est-ce votre dépôt")).to_have_count(0)
    await expect(person.get_by_text(str(number).strip()).first).to_be_visible()
    await helper.reload()
    await expect(helper.get_by_role("heading", name="Ce dépôt a été retiré")).to_be_visible()
    await accessible(helper)
