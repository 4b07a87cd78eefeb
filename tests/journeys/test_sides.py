"""Both sides of an identity card: one tap on a phone, one key at the desk, and the same without a script."""

import re

import pytest
from playwright.async_api import Browser, FilePayload, Page, expect

from dossier.resources import Resources
from tests.journeys.test_corners import shown_again
from tests.journeys.test_portal import MADE_MS, PIXEL_7, identify
from tests.support.at_work import accessible, sign_in
from tests.support.cards import card_jpeg
from tests.support.pictures import shape
from tests.support.service import Service

CARD: list[FilePayload] = [
    {"name": f"{number}.jpg", "mimeType": "image/jpeg", "buffer": card_jpeg(number)} for number in (0, 1)
]
TOGETHER = "Les deux faces sur une page"
APART = "Séparer les deux faces"


async def photographed(page: Page, service: Service) -> None:
    """Photograph the front and then the back, and wait for both pages."""
    await identify(page, service)
    for count, each in enumerate(CARD, start=1):
        await page.set_input_files("#photos", files=[each])
        await expect(page.locator("[data-thumbs] .thumb[data-state]")).to_have_count(count, timeout=MADE_MS)
    await page.locator("[data-next] a").click(timeout=MADE_MS)
    await expect(page.locator("#pages .compare")).to_have_count(2, timeout=MADE_MS)


async def test_a_tap_makes_one_page_of_two_and_staff_take_it_apart_and_join_it_again(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    del service_resources  # opens the service's own database
    phone = await (await browser.new_context(**PIXEL_7, service_workers="block")).new_page()
    await photographed(phone, service)
    await phone.get_by_role("button", name=TOGETHER).tap()
    await expect(phone.locator("#pages .sheet")).to_have_count(1)
    clean = phone.locator("#pages .compare > .page img")
    await expect(clean).to_be_visible(timeout=MADE_MS)  # without a reload
    both = await shape(clean)
    assert both == pytest.approx(93.6 / 119.96, rel=0.02), "two cards, one under the other"
    await expect(phone.locator(".compare-photos img")).to_have_count(2)
    await accessible(phone)
    assert await phone.evaluate("document.documentElement.scrollWidth <= innerWidth")

    await phone.get_by_role("group", name="Face du bas").get_by_role("button", name="Tourner").tap()
    await expect(clean).to_have_attribute("src", re.compile(r"v=3$"), timeout=MADE_MS)
    await phone.get_by_role("group", name="Face du bas").get_by_role("link", name="Ajuster les coins").tap()
    await expect(phone.locator("[data-corner=top_left]")).to_be_visible()
    await phone.get_by_role("button", name="Enregistrer").tap()
    await expect(clean).to_have_attribute("src", re.compile(r"v=4$"), timeout=MADE_MS)

    await phone.get_by_role("button", name=APART).tap()
    await expect(phone.locator("#pages .sheet")).to_have_count(2)
    await expect(phone.locator("#pages .compare")).to_have_count(2, timeout=MADE_MS)
    await phone.locator(".act-bar a").tap()
    await phone.locator("button[value=unknown]").tap()
    await phone.locator(".act-bar button").tap()
    await phone.wait_for_url("**/r/*")
    number = await phone.locator(".slip-number").inner_text()

    desk = await (
        await browser.new_context(base_url=service.url, viewport={"width": 1280, "height": 800}, locale="fr-BE")
    ).new_page()
    await sign_in(desk, service)
    await desk.get_by_role("link", name=number).click()
    await expect(desk.locator(".strip-act button")).to_be_visible()  # it is in hand now
    await desk.keyboard.press("n")
    await expect(desk.locator("#strip-2")).to_have_attribute("aria-current", "page")
    await desk.keyboard.press("m")
    await expect(desk.locator(".desk-strip .strip-page")).to_have_count(1)
    await expect(desk.locator(".stage img")).to_be_visible(timeout=MADE_MS)
    await accessible(desk)
    await desk.keyboard.press("m")
    await expect(desk.locator(".desk-strip .strip-page")).to_have_count(2)
    await desk.keyboard.press("?")
    await expect(desk.locator("dialog[open]")).to_contain_text("Les deux faces d’une carte")


@pytest.mark.torture  # by forms: tests/portal/deposit/test_sides.py
async def test_it_is_done_without_a_script(browser: Browser, service: Service, service_resources: Resources) -> None:
    del service_resources
    context = await browser.new_context(**PIXEL_7, java_script_enabled=False)
    page = await context.new_page()
    await identify(page, service)
    await page.set_input_files("#photos", files=CARD)
    await page.locator(".act-bar button").click()
    together = page.get_by_role("button", name=TOGETHER)
    await shown_again(page, together)
    await together.click()
    await shown_again(page, page.locator(".compare-photos img").nth(1))
    await expect(page.locator("#pages .sheet")).to_have_count(1)
    await page.get_by_role("button", name=APART).click()
    await shown_again(page, together)
    await expect(page.locator("#pages .sheet")).to_have_count(2)
