"""A person with a phone: from a photo of a payslip to a receipt, with a script and without one."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import pytest_asyncio
from playwright.async_api import Browser, FilePayload, Page, Playwright, Route, expect

from demo import accounts
from demo.camera import camera_feed
from demo.papers import render
from demo.people import Person, people
from dossier.documents.claim import claim
from dossier.documents.refuse import refuse
from dossier.resources import Resources
from dossier.thesaurus.queries import refusal_reasons
from tests.support.deposits import hand_over, staff
from tests.support.often import often
from tests.support.photos import lease
from tests.support.pictures import shape
from tests.support.printed_codes import qr_codes
from tests.support.service import Service, browser_with
from tests.support.taps import count_taps, taps

PIXEL_7: dict[str, Any] = {
    "viewport": {"width": 412, "height": 839},
    "device_scale_factor": 2.625,
    "is_mobile": True,
    "has_touch": True,
    "locale": "fr-BE",
    "user_agent": "Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Mobile Safari/537.36",
}
MADE_MS = 20_000
"""How long a page may take to be made on a busy machine."""
TORCH = """globalThis.torch = null;
MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true });
MediaStreamTrack.prototype.applyConstraints = async ({ advanced: [{ torch }] }) => { globalThis.torch = torch; };"""
"""A camera with a light: that of the film has none."""
WITH_NOTHING_LEFT = people()[1]
"""Of whom no other journey leaves a deposit unsent: it would be offered to them first."""


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Film a payslip on a table, as the phone's camera sees it."""
    path = tmp_path_factory.mktemp("camera") / "payslip.y4m"
    payslip = render("REV_PAIE", people()[0], "fr", date(2026, 10, 31), seed=3)
    path.write_bytes(camera_feed(payslip, seed=5, seconds=1, size=(960, 1280)))
    return path


@pytest_asyncio.fixture(loop_scope="session")
async def phone(playwright: Playwright, film: Path) -> AsyncIterator[Browser]:
    """Start a Chromium whose camera shows the film."""
    async with browser_with(playwright, film) as started:
        yield started


async def identify(page: Page, service: Service, url: str | None = None, person: Person | None = None) -> None:
    await page.goto(f"{url or service.url}/")
    await page.locator(".act-bar a").click()
    await type_who(page, service, person)
    await page.locator(".act-bar button").click()
    another = page.locator("form[action='/deposits'] button")
    await expect(page.locator("#photos").or_(another)).to_be_attached()
    if await another.count():  # what another journey left unsent is offered first
        await another.click()
    await page.wait_for_url("**/photo")


async def type_who(page: Page, service: Service, person: Person | None = None) -> None:
    who = person or service.person
    born = who.birth_date
    await page.locator("#number").fill(accounts.file_of(who))
    for part, value in (("day", born.day), ("month", born.month), ("year", born.year)):
        await page.locator(f"#birth_date_{part}").fill(str(value))


async def test_from_a_photo_to_a_receipt_that_a_finder_reads_nothing_in(
    phone: Browser, service: Service, tmp_path: Path
) -> None:
    context = await phone.new_context(**PIXEL_7, permissions=["camera"])
    page = await context.new_page()
    await identify(page, service)

    await page.locator("[data-open]").tap()
    await page.locator("page-viewfinder[data-state=live] [data-shoot]").tap()
    await page.locator("[data-next] a").tap(timeout=MADE_MS)

    made = page.locator("#pages .compare img")
    await expect(made).to_have_count(2, timeout=MADE_MS)
    photo, clean = [await shape(made.nth(index)) for index in (0, 1)]
    assert photo == pytest.approx(960 / 1280, rel=0.02)
    assert clean == pytest.approx(210 / 297, rel=0.05)  # the paper alone, flat

    await page.locator(".act-bar a").tap()
    await page.locator("button[value=payslip]").tap()
    await expect(page.locator("#papers .papers-title")).to_have_text("Fiche de paie")
    await page.locator(".act-bar button").tap()

    await page.wait_for_url("**/r/*")
    number = await page.locator(".slip-number").inner_text()
    assert len(number.replace("-", "")) == 10
    await expect(page.locator("#documents img")).to_have_count(1)
    address = await read_code(page)
    assert address == page.url

    async with page.expect_download() as downloading:
        await page.locator("a[download]").tap()
    download = await downloading.value
    kept = tmp_path / "receipt.pdf"
    await download.save_as(kept)
    assert kept.read_bytes().startswith(b"%PDF-")

    finder = await (await phone.new_context(locale="nl-BE")).new_page()
    await finder.goto(address)
    await expect(finder.locator(".slip-number")).to_have_text(number)
    await expect(finder.locator("#documents .state")).to_have_count(1)
    await expect(finder.locator("#documents img")).to_have_count(0)
    await expect(finder.locator("#documents")).not_to_contain_text("Loonfiche")

    await page.locator("form[action='/remembered'] button").tap()
    await _by_its_own_camera(await context.new_page(), service)


async def _by_its_own_camera(page: Page, service: Service) -> None:
    """Hand in by the camera in the page, with its light on: two touches there, and one to send."""
    await count_taps(page)
    await page.add_init_script(TORCH)
    await page.goto(f"{service.url}/deposits/next")
    await page.wait_for_url("**/photo")
    await page.locator("[data-open]").tap()
    await expect(page.locator("page-viewfinder[data-state=live]")).to_be_visible()
    light = page.get_by_role("button", name="Lumière")
    for lit in (True, False):
        await light.press("Enter")
        await expect(light).to_have_attribute("aria-pressed", str(lit).lower())
        assert await page.evaluate("torch") is lit
    await page.locator("[data-shoot]").tap()
    await page.locator("[data-send]").tap(timeout=MADE_MS)
    await page.wait_for_url("**/r/*")
    assert await taps(page) == ["camera", "camera", "page"]


async def test_a_lost_connection_keeps_the_photo(phone: Browser, service: Service) -> None:
    context = await phone.new_context(**PIXEL_7)
    page = await context.new_page()
    await identify(page, service, person=WITH_NOTHING_LEFT)
    await page.route("**/uploads", lambda route: route.abort())
    await page.set_input_files("#photos", files=[photo_file()])
    await expect(page.locator("[data-failed] [data-again]")).to_be_visible()
    await expect(page.locator("[data-next]")).to_be_hidden()
    await page.unroute("**/uploads")
    await page.locator("[data-again]").tap()
    await expect(page.locator("[data-next] a")).to_be_visible(timeout=MADE_MS)
    await expect(page.locator("[data-failed] li")).to_have_count(0)

    elsewhere = await (await phone.new_context(**PIXEL_7)).new_page()
    await elsewhere.goto(f"{service.url}/identification")
    await type_who(elsewhere, service, WITH_NOTHING_LEFT)
    await elsewhere.locator(".act-bar button").tap()
    await expect(elsewhere.locator(".notice-title")).to_contain_text("1 papier")
    await elsewhere.locator(".discard summary").tap()
    await elsewhere.locator(".discard button").tap()
    await expect(elsewhere.locator(".notice-title")).to_have_count(0)


async def test_the_same_way_without_a_script(browser: Browser, service: Service) -> None:
    context = await browser.new_context(**PIXEL_7, java_script_enabled=False)
    page = await context.new_page()
    await identify(page, service)
    await page.set_input_files("#photos", files=[photo_file()])
    await page.locator(".act-bar button").click()
    await page.wait_for_url("**/papers/*")
    for _ in range(100):
        if await page.locator("#pages .compare").count():
            break
        await page.wait_for_timeout(200)
        await page.locator("noscript a").click()
    await expect(page.locator("#pages .compare img")).to_have_count(2)
    await page.locator(".act-bar a").click()
    await page.locator("button[value=unknown]").click()
    await page.locator(".act-bar button").click()
    await expect(page.locator(".slip-number")).to_be_visible()
    assert "/r/" in page.url


@pytest.mark.parametrize("line_opens", often(["before", "after"], "after"))
async def test_a_refusal_shows_while_the_receipt_is_open(
    browser: Browser, service: Service, service_resources: Resources, line_opens: str
) -> None:
    handed = await hand_over(service_resources, service.centre_id, service.person, types=("REV_PAIE",))
    page = await (await browser.new_context(**PIXEL_7, service_workers="block")).new_page()
    opens = asyncio.Event()

    async def open_when_told(route: Route) -> None:
        await opens.wait()
        await route.continue_()

    await page.route(re.compile(r"/changes\?"), open_when_told)
    if line_opens == "before":
        opens.set()
    await page.goto(f"{service.url}/r/{handed.receipt.token}")
    await expect(page.locator("#documents [data-state=look]")).to_have_count(1)
    await type_who(page, service)
    await page.locator(".unlock button").tap()
    await expect(page.locator("#documents img")).to_have_count(1, timeout=MADE_MS)
    agent = await staff(service.centre_id, next(name for name, roles in accounts.staff() if "capture_agent" in roles))
    (document,) = handed.document_ids
    reason = (await refusal_reasons(agent))[0]
    await claim(agent, document, service.settings.claim_lease_seconds)
    await refuse(agent, document, reason.id, note="")  # while the page still asks what the claim changed
    opens.set()
    await expect(page.locator("#documents [data-state=need]")).to_be_visible()
    await expect(page.locator("#documents")).to_contain_text(reason.sentence_fr)
    await page.locator("#documents .retake button").tap()
    await page.wait_for_url("**/photo")


async def test_the_shell_opens_without_a_network(browser: Browser, service: Service) -> None:
    context = await browser.new_context(**PIXEL_7)
    page = await context.new_page()
    await page.goto(f"{service.url}/")
    await page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    await context.set_offline(True)
    await page.goto(f"{service.url}/identification")
    await expect(page.locator(".empty h1")).to_be_visible()
    assert await page.evaluate("() => getComputedStyle(document.querySelector('h1')).fontWeight") == "650"


def photo_file() -> FilePayload:
    """Photograph a rent contract on a table."""
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": lease(9, 1500)}


async def read_code(page: Page) -> str:
    """Read the QR code from a picture of the screen."""
    screen = cv2.imdecode(np.frombuffer(await page.screenshot(full_page=True), np.uint8), cv2.IMREAD_COLOR)
    assert screen is not None
    (found,) = qr_codes(screen)
    return found.text
