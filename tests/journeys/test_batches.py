"""The scan section in a browser: a stack is sent, becomes deposits before one's eyes; a doubtful sheet is settled."""

import re

from playwright.async_api import Browser, FilePayload, expect

from dossier import signing
from dossier.deposits.separators import MARK, PURPOSE
from tests.support.at_work import accessible, signed_in
from tests.support.batches import BLANK, stack_tiff
from tests.support.service import Service

BATCH = re.compile(r"/backoffice/batches/[0-9a-f-]{36}$")
TORN = f"{MARK}{signing.sign(PURPOSE, 'envelope')[:-3]}xyz"
MADE_MS = 30_000


async def test_a_stack_becomes_deposits_before_one_s_eyes(browser: Browser, service: Service) -> None:
    page = await signed_in(browser, service, "ines.moreau")
    await page.goto("/backoffice/batches")
    await accessible(page)
    stack = FilePayload(name="post.tif", mimeType="image/tiff", buffer=stack_tiff("a letter", TORN, "another", BLANK))
    await page.get_by_label("Fichier de la pile").set_input_files(stack)
    await page.get_by_role("button", name="Envoyer").click()
    await page.wait_for_url(BATCH)
    await expect(page.get_by_role("heading", name="Feuille 2")).to_be_visible(timeout=MADE_MS)  # without a press
    await accessible(page)
    await page.get_by_role("button", name="Séparateur").click()
    await expect(page.get_by_text("tout est en place")).to_be_visible(timeout=MADE_MS)
    await page.get_by_text("Dans aucun document · 2").click()
    await page.get_by_role("row", name="Vierge").get_by_role("button", name="La reprendre").click()
    await expect(page.get_by_role("heading", name="Feuille 4")).to_be_visible()
    await page.goto("/backoffice/batches/sheets")
    type_ = page.locator("#type_id")
    await expect(type_).to_be_hidden()
    await page.get_by_label("Cette nature").check()
    await expect(type_).to_be_visible()
    await accessible(page)
    await page.context.close()
