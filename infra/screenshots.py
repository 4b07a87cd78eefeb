"""Takes the README's pictures of a running demo: `python -m infra.screenshots ADDRESS PAIRING_CODE [FOLDER]`."""

import asyncio
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image
from playwright.async_api import Browser, FilePayload, Page, async_playwright

from demo import accounts
from demo.camera import camera_feed, photograph
from demo.papers import render
from demo.people import people
from dossier.receipts.escpos import pieces
from tests.support import chromium
from tests.support.escpos.paper import Head, Rows
from tests.support.escpos.slips import FRENCH, slip

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
PERSON = people()[0]
_MADE_MS = 20_000
_FINGERS_MS = 80
"""Between two keys of a person: sooner after each other, they are a scanner's."""
_SLIP_WIDTH_MM = 80


async def main(address: str, code: str, folder: Path) -> None:
    """Write the pictures of portal, kiosk, counter and desk, and slip.png."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    await asyncio.to_thread(_slip, folder / "slip.png")
    with TemporaryDirectory() as scratch:
        async with async_playwright() as playwright:
            film = Path(scratch) / "payslip.y4m"
            payslip = await asyncio.to_thread(render, "REV_PAIE", PERSON, "fr", date(2026, 10, 31), seed=3)
            await asyncio.to_thread(film.write_bytes, camera_feed(payslip, 1))
            browser = await playwright.chromium.launch(
                executable_path=chromium.find()[0],
                args=[
                    *chromium.launch_arguments(),
                    "--use-fake-device-for-media-stream",
                    "--use-fake-ui-for-media-stream",
                    f"--use-file-for-fake-video-capture={film}",
                ],
            )
            await _portal(await _page(browser, address, 360, 740, scale=2), folder / "portal.png")
            await _kiosk(await _page(browser, address, 1080, 1920, scale=0.5), code, folder)
            await _counter(await _page(browser, address, 1280, 800, scale=1), folder / "counter.png")
            await _desk(await _page(browser, address, 1280, 800, scale=1), folder / "desk.png")
            await browser.close()


async def _page(browser: Browser, address: str, width: int, height: int, *, scale: float) -> Page:
    context = await browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        locale="fr-BE",
        reduced_motion="reduce",
    )
    return await context.new_page()


async def _portal(page: Page, to: Path) -> None:
    person = people()[2]
    paper = render("REV_PAIE", person, "fr", date(2026, 10, 31), seed=11)
    photo = photograph(paper, seed=12, width=1500, height=2000)
    await page.goto("/identification")
    await page.locator("#number").fill(accounts.file_of(person))
    for part in ("day", "month", "year"):
        await page.locator(f"#birth_date_{part}").fill(str(getattr(person.birth_date, part)))
    await page.locator(".act-bar button").click()
    await page.wait_for_load_state()
    if not page.url.endswith("/photo"):  # what an earlier run left unsent is offered first
        await page.locator("form[action='/deposits'] button").click()
    await page.wait_for_url("**/photo")
    await page.set_input_files("#photos", {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photo.jpeg})
    await page.locator("[data-next] a").click(timeout=_MADE_MS)
    await page.locator("#pages .compare img").nth(1).wait_for(timeout=_MADE_MS)
    await page.wait_for_load_state("networkidle")
    await page.screenshot(path=to)


async def _kiosk(page: Page, code: str, folder: Path) -> None:
    """Show the start upright, and the way of one paper on a wide screen."""
    await page.goto("/kiosk")
    await page.locator("input[name=code]").fill(code)
    await page.locator(".kiosk-acts button").click()
    await page.wait_for_load_state("networkidle")
    await page.screenshot(path=folder / "kiosk.png")
    await page.set_viewport_size({"width": 1920, "height": 1080})
    await page.locator("a[href*='lang=fr']").first.click()
    await page.locator("main form button").last.click()  # nobody: neither a letter nor a number
    await page.locator("video").wait_for(timeout=_MADE_MS)
    await page.wait_for_timeout(1000)  # the film is in the picture
    await page.screenshot(path=folder / "kiosk-camera.png")
    await page.locator("[data-shoot]").click()
    await page.locator(".kiosk-sheet img[src^='/kiosk/']").wait_for(timeout=_MADE_MS)
    await page.screenshot(path=folder / "kiosk-page.png")
    await page.locator(".kiosk-acts a").last.click()
    await page.locator("main .tile").first.click()
    await page.locator(".kiosk-acts button").last.click()
    await page.locator(".slip-number").wait_for()
    await page.screenshot(path=folder / "kiosk-receipt.png")


async def _counter(page: Page, to: Path) -> None:
    """Show a deposit in a clerk's hands: whose, two papers, of which one is kept, and the slip to come."""
    await _sign_in(page, "fatou.diop")
    await page.goto("/backoffice/counter")
    await page.keyboard.press("n")
    await page.wait_for_url("**/counter/deposits/*")
    await page.keyboard.type(f"{PERSON.last_name} {PERSON.first_name}", delay=_FINGERS_MS)
    await page.locator("[role=option][data-value]").first.click()
    await page.locator(".counter-person").wait_for()
    for number, kind in enumerate(("REV_PAIE", "LOG_BAIL"), start=1):
        photo = photograph(render(kind, PERSON, "fr", date(2026, 10, 31), seed=number), number, width=1500, height=2000)
        file: FilePayload = {"name": f"{kind}.jpg", "mimeType": "image/jpeg", "buffer": photo.jpeg}
        await page.set_input_files("#files", [file])
        await page.locator(".counter-sheet img").nth(number - 1).wait_for(timeout=_MADE_MS)
    await page.keyboard.press("1")
    place = page.locator(".counter-paper input[name=place]").first
    await place.wait_for()
    await place.fill("Boîte 7")
    await page.keyboard.press("Enter")
    await page.wait_for_timeout(1000)  # it is noted, and the pages came anew
    await page.screenshot(path=to)
    await page.locator("form[action$='/abandonment'] button").click()


async def _sign_in(page: Page, username: str) -> None:
    await page.goto("/backoffice")
    await page.locator("[name=username]").fill(username)
    await page.locator("[name=password]").fill(accounts.PASSWORD)
    async with page.expect_navigation():
        await page.keyboard.press("Enter")
    async with page.expect_navigation():  # the line that offers a tour on a first day goes
        await page.locator("[data-tour] button").click()


def _slip(to: Path) -> None:
    """Draw what a receipt printer of 80 mm puts on paper."""
    head, rows = Head(_SLIP_WIDTH_MM), list[Rows]()
    for piece in pieces(slip("26-000123-45", FRENCH), _SLIP_WIDTH_MM):
        buffer = bytearray(piece)
        while buffer:
            made, _ = head.take(buffer)
            rows += [] if made is None else [made]
    Image.fromarray(np.where(np.vstack(rows), 0, 255).astype(np.uint8)).save(to, optimize=True)


async def _desk(page: Page, to: Path) -> None:
    await _sign_in(page, "ines.moreau")
    await page.wait_for_url("**/queue")
    await page.locator("table a").first.click()
    await page.wait_for_url("**/documents/*")
    await page.wait_for_load_state("load")
    await page.locator(".desk-page img").first.wait_for(timeout=_MADE_MS)
    await page.wait_for_timeout(500)  # the page fits itself into its pane
    await page.screenshot(path=to)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], Path(sys.argv[3]) if sys.argv[3:] else FOLDER))
