"""What a person does on a screen to come to a state that only its script knows."""

from base64 import b64encode

from playwright.async_api import FilePayload, Page

from tests.support.photos import photo

_SETTLED_MS = 10_000
_DRAWN_MS = 400
KEEP = """async (picture) => {
  const near = (name) => document.querySelector('script[src*="/js/portal/"]').src.replace(/[^/]+$/, name);
  const { keep } = await import(near("kept.js")), { thisTab } = await import(near("tab.js"));
  const bytes = new Blob([Uint8Array.from(atob(picture), (sign) => sign.charCodeAt(0))], { type: "image/jpeg" });
  const deposit = DEPOSIT;
  for (let at = 0; at < 2; at++) await keep(bytes, { deposit, tab: deposit ? null : thisTab() });
  if (SHARED) await keep(bytes, { shared: true });
}"""
"""Keep pages as the camera's page does."""


async def open_languages(page: Page) -> None:
    """Open the list of languages."""
    await page.locator(".language-menu summary").click()


async def unfold(page: Page) -> None:
    """Open what is folded in the screen itself."""
    for each in await page.locator("main details > summary:visible").all():
        await each.click()


async def open_camera(page: Page) -> None:
    """Ask for the camera, where there is none."""
    await page.locator("[data-open]").click()
    await page.locator("[data-refused]").wait_for()


async def ask_if_one_paper(page: Page) -> None:
    """Choose two photos at once."""
    await page.locator("photo-upload:defined").wait_for()
    await page.set_input_files("#photos", files=[_file(), _file()])
    await page.locator("[data-question]").wait_for()


async def fail_to_send(page: Page) -> None:
    """Choose a photo that does not come through."""
    await page.locator("photo-upload:defined").wait_for()
    await page.route("**/uploads", lambda route: route.abort())
    await page.set_input_files("#photos", files=[_file()])
    await page.locator("[data-failed] [data-again]").wait_for(timeout=_SETTLED_MS)


async def send_photo(page: Page) -> None:
    """Send a good photo, and see that there is nothing to take again."""
    await page.locator("photo-upload:defined").wait_for()
    await page.set_input_files("#photos", files=[_file()])
    await page.locator("[data-send]:visible").wait_for(timeout=_SETTLED_MS)


async def keep_pages(page: Page) -> None:
    """Have the phone keep two pages that were taken here: for the deposit that the screen is about, or none yet."""
    await _keep(page, "document.querySelector('kept-notice')?.dataset.deposit ?? null")


async def keep_anothers(page: Page) -> None:
    """Have the phone keep pages that were taken for another deposit, and one that was shared."""
    await _keep(page, "'00000000-0000-4000-8000-000000000000'", shared=True)


async def _keep(page: Page, deposit: str, *, shared: bool = False) -> None:
    picture = b64encode(photo("REV_PAIE")).decode()
    script = KEEP.replace("DEPOSIT", deposit).replace("SHARED", "true" if shared else "false")
    await page.evaluate(script, picture)
    await page.wait_for_timeout(_DRAWN_MS)


def _file() -> FilePayload:
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photo("REV_PAIE")}
