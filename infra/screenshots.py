"""Takes the README's pictures of a running demo: `python -m infra.screenshots ADDRESS PAIRING_CODE [FOLDER]`."""

import asyncio
import sys
from datetime import date
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from demo import accounts
from demo.camera import photograph
from demo.papers import render
from demo.people import people
from tests.support import chromium

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
_MADE_MS = 20_000


async def main(address: str, code: str, folder: Path) -> None:
    """Write portal.png, kiosk.png and desk.png."""
    path, _ = chromium.find()
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=chromium.launch_arguments())
        await _portal(await _page(browser, address, 360, 740, scale=2), folder / "portal.png")
        await _kiosk(await _page(browser, address, 1080, 1920, scale=0.5), code, folder / "kiosk.png")
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


async def _kiosk(page: Page, code: str, to: Path) -> None:
    await page.goto("/kiosk")
    await page.locator("input[name=code]").fill(code)
    await page.locator(".kiosk-acts button").click()
    await page.wait_for_load_state("networkidle")
    await page.screenshot(path=to)


async def _desk(page: Page, to: Path) -> None:
    await page.goto("/backoffice")
    await page.locator("[name=username]").fill("ines.moreau")
    await page.locator("[name=password]").fill(accounts.PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/queue")
    await page.locator("table a").first.click()
    await page.wait_for_url("**/documents/*")
    await page.wait_for_load_state("load")
    await page.locator(".desk-page img").first.wait_for(timeout=_MADE_MS)
    await page.wait_for_timeout(500)  # the page fits itself into its pane
    await page.screenshot(path=to)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], Path(sys.argv[3]) if sys.argv[3:] else FOLDER))
