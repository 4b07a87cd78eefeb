"""Two papers on one photo: both are outlined, each is a page, and one touch keeps one page; the desk sees the same."""

import re

import cv2
import pytest
from playwright.async_api import Browser, FilePayload, expect

from dossier.resources import Resources
from tests.dossier.imaging.drawing import two_letters
from tests.journeys.test_glance import SEEN_MS
from tests.journeys.test_portal import MADE_MS, PIXEL_7, identify
from tests.support.at_work import accessible
from tests.support.pictures import shape
from tests.support.service import Service


def two_on_one() -> FilePayload:
    return {"name": "two.jpg", "mimeType": "image/jpeg", "buffer": cv2.imencode(".jpg", two_letters())[1].tobytes()}


async def test_both_papers_are_outlined_on_the_spot(browser: Browser, unworked: Service) -> None:
    page = await (await browser.new_context(**PIXEL_7)).new_page()
    await identify(page, unworked)
    await page.set_input_files("#photos", files=[two_on_one()])
    seen = page.locator("[data-glances] .glance[data-state=good]")
    await expect(seen.locator("polygon")).to_have_count(2, timeout=SEEN_MS)
    await expect(seen).to_contain_text("2 papiers sur cette photo")


async def test_each_paper_is_a_page_and_one_touch_keeps_one(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    del service_resources  # opens the service's own database
    page = await (await browser.new_context(**PIXEL_7, service_workers="block")).new_page()
    await identify(page, service)
    await page.set_input_files("#photos", files=[two_on_one()])
    await page.locator("[data-next] a").click(timeout=MADE_MS)
    sheets = page.locator("#pages > .sheet")
    await expect(sheets).to_have_count(2, timeout=MADE_MS)
    await expect(sheets.nth(1).locator("figure:not([data-role]) img")).to_be_visible(timeout=MADE_MS)
    await expect(page.locator("#pages .notice")).to_contain_text("2 papiers sur cette photo")
    await expect(page.locator("#pages form[action$='/removal']")).to_have_count(2)  # of the photo, once
    await accessible(page)

    await page.get_by_role("button", name="Garder une seule page").focus()
    await page.keyboard.press("Enter")
    await expect(sheets).to_have_count(1)
    await expect(page.locator("#pages .notice")).to_have_count(0)
    image = sheets.locator("figure:not([data-role]) img")
    await expect(image).to_be_visible(timeout=MADE_MS)
    broad = await shape(image)
    assert 1.2 < max(broad, 1 / broad) < 1.45, "the whole photo"


@pytest.mark.torture  # by forms: tests/portal/deposit/test_one_page.py
async def test_one_page_is_kept_without_a_script(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    del service_resources
    with_script = await browser.new_context(**PIXEL_7, service_workers="block")
    page = await with_script.new_page()
    await identify(page, service)
    await page.set_input_files("#photos", files=[two_on_one()])
    await page.locator("[data-next] a").click(timeout=MADE_MS)
    await expect(page.locator("#pages > .sheet")).to_have_count(2, timeout=MADE_MS)
    await expect(page.locator("#pages .waiting")).to_have_count(0, timeout=MADE_MS)
    plain = await browser.new_context(**PIXEL_7, java_script_enabled=False)
    await plain.add_cookies(await with_script.cookies())  # type: ignore[arg-type]
    quiet = await plain.new_page()
    await quiet.goto(page.url)
    await quiet.get_by_role("button", name="Garder une seule page").tap()
    await expect(quiet.locator("#pages > .sheet")).to_have_count(1)
    assert re.search(r"/papers/[\w-]+(#page-[\w-]+)?$", quiet.url)
