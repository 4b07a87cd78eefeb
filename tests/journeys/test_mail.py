"""The centre's mail in a browser: what a server hands over becomes papers to file; what needs a person is settled."""

import asyncio
import smtplib

from playwright.async_api import Browser, expect

from dossier.mail.listen import listener
from dossier.resources import Resources
from tests.support.at_work import accessible, signed_in
from tests.support.mails import ADDRESS, SENDER, mail, mailbox_of, paper
from tests.support.service import HOST, Service, free_port

MADE_MS = 30_000
LOCKED = b"Rar!\x1a\x07\x01\x00"


async def test_mail_is_taken_in_and_settled_by_keyboard(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    await mailbox_of(service.centre_id)
    port, archive = free_port(), mail(files=(LOCKED,), number=2, Subject="Archive")
    server = await listener(service_resources, HOST, port)
    async with server:
        await asyncio.to_thread(_hand_over, port, mail(files=(paper(),)))
        await asyncio.to_thread(_hand_over, port, archive)
    page = await signed_in(browser, service, "ines.moreau")
    row = page.get_by_role("row", name="Archive")
    async with asyncio.timeout(MADE_MS / 1000):
        while not await row.count():  # a list is as it was when it was asked for
            await page.goto("/backoffice/mail")
    await accessible(page)
    await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1, name="Archive")).to_be_visible()
    await accessible(page)
    async with page.expect_download() as told:
        await page.keyboard.press("d")
    assert archive in (await (await told.value).path()).read_bytes()
    await page.keyboard.press("a")
    await expect(page.get_by_role("row", name="Archive")).to_have_count(0)
    taken = page.get_by_role("link", name="Ann")
    async with asyncio.timeout(MADE_MS / 1000):
        while not await taken.count():  # the other mail may still be taken in
            await page.get_by_role("link", name="Pris", exact=False).first.click()
            await page.wait_for_load_state()
    await taken.click()
    await expect(page.get_by_role("heading", level=1, name="Papiers")).to_be_visible()
    await page.keyboard.press("o")
    await expect(page.locator("page-viewer img").first).to_be_visible(timeout=MADE_MS)
    await page.context.close()


def _hand_over(port: int, raw: bytes) -> None:
    with smtplib.LMTP(HOST, port) as line:
        line.sendmail(SENDER, [ADDRESS], raw)
