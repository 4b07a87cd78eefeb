"""A letter to an enterprise's eBox in a browser: typed wrong, refused by the box, mended, and delivered."""

import asyncio
import re

from playwright.async_api import Browser, FilePayload, Locator, Page, expect

from demo import accounts
from demo.people import people
from dossier.database.actor import system
from dossier.registrations.held_letters import send_held_letters
from dossier.resources import opened
from tests.support.at_work import accessible, signed_in
from tests.support.deposits import pdf
from tests.support.ebox import Box
from tests.support.service import Service

FILE = re.compile(r"/backoffice/files/[0-9a-f-]{36}/documents/[0-9a-f-]{36}")
MADE_MS = 30_000


async def _leaves(service: Service, page: Page, words: Locator) -> None:
    """Have the worker's round of letters come at once, once the pages are made; look again until it is told."""
    async with asyncio.timeout(MADE_MS / 1000), opened(service.settings):
        while not await words.is_visible():
            if await page.locator("img[src*='/backoffice/pages/']").count():
                await send_held_letters(system(service.centre_id), service.settings.undo_seconds)
            await asyncio.sleep(0.5)
            await page.reload()


async def test_a_letter_goes_to_an_ebox_and_says_what_to_do_where_it_did_not(
    browser: Browser, lettering: tuple[Service, Box]
) -> None:
    service, box = lettering
    page = await signed_in(browser, service, "nadia.benali")
    await page.keyboard.press("/")
    await page.keyboard.type(accounts.file_of(people()[0]))
    await page.locator("#search-found a").first.click()
    await page.get_by_role("link", name="Inscrire un document").click()
    number = page.get_by_label("Numéro d’entreprise")
    await expect(number).to_be_hidden()
    way = page.get_by_label("Comment est-il envoyé ?")
    await way.select_option("ebox")
    await expect(number).to_be_visible()
    await number.fill("0123.456.748")
    await page.get_by_label("Qu’est-ce que c’est ?").select_option(index=1)
    await page.get_by_label("À qui ?").fill("Agence du Midi")
    letter = FilePayload(name="lettre.pdf", mimeType="application/pdf", buffer=pdf("Madame, Monsieur"))
    await page.get_by_label("Fichier").set_input_files(letter)
    await page.get_by_role("button", name="Inscrire et classer").click()
    await expect(page.get_by_text("une faute de frappe dans ce numéro d’entreprise")).to_be_visible()
    await expect(number).to_have_value("0123.456.748")
    await accessible(page)
    await number.fill("0123.456.749")
    await page.get_by_label("Fichier").set_input_files(letter)
    box.answers = [(400, {"code": "INVALID_INPUT", "message": "0123456749 is not a valid company"})]
    await page.get_by_role("button", name="Inscrire et classer").click()
    await page.wait_for_url(FILE, timeout=MADE_MS)
    failed = page.get_by_text("Cette lettre n’est pas partie vers l’eBox")
    await _leaves(service, page, failed)
    await accessible(page)
    await page.get_by_label("Numéro d’entreprise").fill("0474.028.805")
    await page.get_by_role("button", name="Renvoyer").click()
    await page.wait_for_load_state("load")
    await _leaves(service, page, page.get_by_text("m-1", exact=True))
    await accessible(page)
    ((key, message),) = box.messages.items()
    assert key
    assert len(box.files) == 1
    assert "0474028805" in str(message)
    await page.goto("/backoffice/registrations")
    await expect(page.get_by_role("row", name="Agence du Midi")).to_contain_text("Par eBox")
    await page.context.close()
