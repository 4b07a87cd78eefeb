"""What a person does on a screen to come to a state that only its script knows."""

from base64 import b64encode

from playwright.async_api import FilePayload, Page, Route

from tests.support.patience import PATIENCE_MS
from tests.support.photos import photo

_SETTLED_MS = PATIENCE_MS
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
CAMERA = """async (picture) => {
  const bytes = new Blob([Uint8Array.from(atob(picture), (sign) => sign.charCodeAt(0))], { type: "image/jpeg" });
  const seen = await createImageBitmap(bytes);
  const canvas = Object.assign(document.createElement("canvas"), { width: seen.width, height: seen.height });
  const draw = () => canvas.getContext("2d").drawImage(seen, 0, 0);
  navigator.mediaDevices.getUserMedia = async () => {
    draw();
    setInterval(draw, 100); // a stream is made of what is drawn while it runs
    return canvas.captureStream();
  };
  MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true });
  MediaStreamTrack.prototype.applyConstraints = async () => {};
}"""
"""Be a phone with a camera and a light, over a paper that lies on a table."""


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


async def see_paper(page: Page) -> None:
    """Open a camera that there is."""
    await page.evaluate(CAMERA, b64encode(photo("REV_PAIE")).decode())
    await page.locator("[data-open]").click()
    await page.locator("page-viewfinder[data-state=live]").wait_for()


async def light_paper(page: Page) -> None:
    """Open a camera, and its light."""
    await see_paper(page)
    await page.locator("[data-torch]").click()
    await page.locator("[data-torch][aria-pressed=true]").wait_for()


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


async def be_sending(page: Page) -> None:
    """Choose two photos of one paper, of which the second is still on its way."""
    await _send_first_of_two(page, is_cut=False)
    await page.locator(".sending .thumb:nth-child(2)[aria-busy]").wait_for(timeout=_SETTLED_MS)


async def lose_line(page: Page) -> None:
    """Choose two photos of one paper, and drive into a tunnel with the second."""
    await _send_first_of_two(page, is_cut=True)
    held = await page.locator("[data-says]").get_attribute("data-held-words")
    await page.get_by_text(held or "").wait_for(timeout=_SETTLED_MS)


async def _send_first_of_two(page: Page, *, is_cut: bool) -> None:
    """Send a photo; the one after it is never answered, or cut off whenever it is tried."""
    begun = 0

    async def pass_on(route: Route) -> None:
        nonlocal begun
        begun += 1
        if begun == 1:
            await route.continue_()
        elif is_cut:
            await route.abort()

    await ask_if_one_paper(page)
    await page.route("**/uploads", pass_on)
    await page.locator("[data-together]").click()


async def send_photo(page: Page) -> None:
    """Send a good photo, and see that there is nothing to take again."""
    await page.locator("photo-upload:defined").wait_for()
    await page.set_input_files("#photos", files=[_file()])
    await page.locator("[data-send]:visible").wait_for(timeout=_SETTLED_MS)


async def be_told(page: Page) -> None:
    """Have this phone tell of news."""
    await page.context.grant_permissions(["notifications"])
    await page.locator("[data-on]").click()
    await page.locator("[data-off]").wait_for()


async def allow_no_news(page: Page) -> None:
    """Ask to be told, and then not allow it."""
    await page.locator("[data-on]").click()
    await page.locator("push-switch [data-says]:not(:empty)").wait_for()


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
