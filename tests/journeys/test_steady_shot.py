"""A kiosk photographs by itself what is laid down, once it lies still and is sharp; the button does so at any time."""

import asyncio
import base64
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.async_api import Page, Playwright, expect

from demo.camera.jpeg import Image
from dossier.database.actor import system
from dossier.database.engine import transaction
from tests.journeys.test_kiosk import MADE_MS, paired_kiosk
from tests.support.at_work import accessible
from tests.support.often import often
from tests.support.service import Service, browser_with
from tests.support.tray_films import Scene, Tray, payslip

pytestmark = pytest.mark.usefixtures("service_resources")

ALIKE_LEVELS = 8
"""Two frames of one scene differ by noise and JPEG; an empty oak tray differs from one with a paper by 15."""
ONCE: Sequence[Scene] = (
    Scene("empty", 2.5),
    Scene("moved", 1.6),
    Scene("lying", 1.4, aside=-200),  # long enough to be announced, not to be taken
    Scene("moved", 1),
    Scene("lying", 5),
)
TAKEN_MS = 25_000

KEEPS_WHAT_IS_SENT = """addEventListener("change", (event) => {
  const [file] = event.target.files ?? [];
  if (!file) return;
  const reader = new FileReader();
  reader.onload = () => { (globalThis.shots ??= []).push(reader.result.split(",")[1]); };
  reader.readAsDataURL(file);
}, true);
new MutationObserver((changes) => {
  const said = changes.some(({ target }) => target.matches("page-viewfinder[data-soon]"));
  if (said) globalThis.soon = (globalThis.soon ?? 0) + 1;
}).observe(document, { subtree: true, attributeFilter: ["data-soon"] });"""


async def at_the_camera(page: Page) -> None:
    await page.add_init_script(KEEPS_WHAT_IS_SENT)
    await page.reload()
    await page.get_by_role("link", name="Français Touchez").tap()
    await page.get_by_role("button", name="Je n’ai ni l’un ni l’autre").tap()
    await expect(page.locator("page-viewfinder[data-state=live]")).to_be_visible()


async def shots(page: Page) -> list[Image]:
    """Return what was photographed so far in this visit."""
    taken = await page.evaluate("globalThis.shots ?? []")
    return [_decoded(base64.b64decode(each)) for each in taken]


def _decoded(jpeg: bytes) -> Image:
    return np.asarray(cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR_RGB), np.uint8)


def apart(one: Image, other: Image) -> float:
    return float(np.abs(one.astype(np.float32) - other).mean())


async def test_a_paper_that_was_laid_down_is_taken_once_by_itself(
    playwright: Playwright, service: Service, tmp_path: Path
) -> None:
    tray = Tray(payslip(), background="oak")  # whose veins are as sharp as print
    film = tray.film(tmp_path / "once.y4m", ONCE)
    round_s = sum(each.seconds for each in ONCE)
    async with browser_with(playwright, film) as browser, paired_kiosk(browser, service) as page:
        await at_the_camera(page)
        word = page.locator("steady-shot p")
        await expect(word).to_be_hidden()
        await expect(word).to_be_visible(timeout=TAKEN_MS)
        await accessible(page)
        await expect(page.locator(".kiosk-sheet")).to_be_visible(timeout=TAKEN_MS)
        (taken,) = await shots(page)
        still = apart(taken, tray.frame("lying"))
        assert still < ALIKE_LEVELS, "the paper, at rest where it was left"
        for other in (tray.frame("empty"), tray.frame("lying", -200)):
            assert apart(taken, other) > 2 * still
        await expect(page.locator(".kiosk-sheet img[src^='/kiosk/']")).to_be_visible(timeout=MADE_MS)

        # The camera comes again, and films the same: neither the tray nor the paper that was just photographed is new
        await page.get_by_role("link", name="Une autre page").tap()
        await expect(page.locator("page-viewfinder[data-state=live]")).to_be_visible()
        await asyncio.sleep(1.2 * round_s)
        await expect(page.locator("page-viewfinder[data-state=live]")).to_be_visible()
        assert len(await shots(page)) == 1
    async with transaction(system(service.centre_id)) as tx:
        assert await tx.value("SELECT count(*) FROM pages") == 1


MOVES: Sequence[Scene] = (Scene("empty", 1.5), Scene("moved", 5))
LIES: Sequence[Scene] = (Scene("empty", 1.5), Scene("moved", 1), Scene("lying", 4))
EMPTY: Sequence[Scene] = (Scene("empty", 5),)


@pytest.mark.parametrize(
    ("scenes", "blur_pixels"),
    often([(MOVES, 0), (LIES, 5), (EMPTY, 0)], (LIES, 5)),
    ids=["moves", "blurred", "empty"],
)
async def test_what_moves_or_is_blurred_waits_for_the_button(
    playwright: Playwright, service: Service, tmp_path: Path, scenes: Sequence[Scene], blur_pixels: float
) -> None:
    film = Tray(payslip(), background="stone" if blur_pixels else "cloth", blur_pixels=blur_pixels).film(
        tmp_path / "waits.y4m", scenes
    )
    async with browser_with(playwright, film) as browser, paired_kiosk(browser, service) as page:
        await at_the_camera(page)
        await asyncio.sleep(1.5 * sum(each.seconds for each in scenes))
        assert await page.evaluate("globalThis.soon ?? 0") == 0, "not even announced"
        assert await shots(page) == []
        await page.get_by_role("button", name="Prendre la photo").tap()
        await expect(page.locator(".kiosk-sheet")).to_be_visible(timeout=MADE_MS)
        assert len(await shots(page)) == 1
