"""A photo is judged on the spot, before the worker has made its page: while the paper is still in the hand."""

import cv2
import numpy as np
from playwright.async_api import Browser, FilePayload, Page, expect

from tests.dossier.imaging.drawing import LAID, on_table, paper
from tests.journeys.test_portal import PIXEL_7, identify
from tests.support.service import Service

SEEN_MS = 15_000
"""How long a glance may take on a busy machine."""


def photo(name: str, *, sigma: float = 0) -> FilePayload:
    pixels = on_table(paper(), LAID)
    if sigma:
        pixels = np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), dtype=np.uint8)
    return {"name": name, "mimeType": "image/jpeg", "buffer": cv2.imencode(".jpg", pixels)[1].tobytes()}


async def at_the_camera(browser: Browser, unworked: Service) -> Page:
    page = await (await browser.new_context(**PIXEL_7)).new_page()
    await identify(page, unworked)
    return page


async def test_what_is_wrong_is_told_at_the_camera_and_one_tap_takes_it_again(
    browser: Browser, unworked: Service
) -> None:
    page = await at_the_camera(browser, unworked)
    await page.set_input_files("#photos", files=[photo("sharp.jpg")])
    good = page.locator("[data-glances] .glance[data-state=good]")
    await expect(good).to_be_visible(timeout=SEEN_MS)
    await expect(good.locator("polygon")).to_have_count(1)
    await expect(page.locator("[data-thumbs] .thumb")).to_have_attribute("data-state", "good")

    await page.route("**/glance", lambda route: route.abort())
    await page.set_input_files("#photos", files=[photo("blurred.jpg", sigma=6)])
    first = page.locator("[data-glances] > [data-state=need]")
    await expect(first).to_contain_text("Cette photo est floue", timeout=SEEN_MS)  # by the phone alone
    await page.unroute("**/glance")
    await page.set_input_files("#photos", files=[photo("blurred too.jpg", sigma=6)])
    wrong = page.locator("[data-glances] .glance[data-state=need]")
    await expect(wrong).to_contain_text("Cette photo est floue", timeout=SEEN_MS)
    await expect(good).to_have_count(0)
    async with page.expect_navigation():
        await wrong.locator("button").tap()
    assert page.url.endswith("/photo")
    await page.goto(page.url.removesuffix("/photo"))
    await expect(page.locator("#pages .sheet")).to_have_count(2)


async def test_the_page_that_is_seen_stays_until_it_is_made(browser: Browser, unworked: Service) -> None:
    page = await at_the_camera(browser, unworked)
    await page.set_input_files("#photos", files=[photo("sharp.jpg")])
    await page.locator("[data-next] a").tap(timeout=SEEN_MS)
    shown = page.locator("#pages .glance")
    await expect(shown).to_be_visible(timeout=SEEN_MS)
    await shown.evaluate("element => element.dataset.here = 'yes'")
    async with page.expect_response(lambda answer: "/papers/" in answer.url):  # the page asks again after five seconds
        pass
    await expect(page.locator("#pages .glance[data-here=yes]")).to_be_visible()
