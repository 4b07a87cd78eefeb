"""A paper of several pages on a phone: a finger, a mouse and keys each give a page another place."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from playwright.async_api import Browser, CDPSession, FloatRect, Page, expect

from tests.journeys.test_kept import until
from tests.journeys.test_portal import MADE_MS, PIXEL_7
from tests.journeys.test_sending import leave_a_name
from tests.support.deposits import pdf
from tests.support.often import often
from tests.support.service import Service

PAGES = 3


async def paper_of_three(browser: Browser, service: Service, language: str = "fr-BE") -> Page:
    """Hand in three pages of one paper; return a phone that shows them."""
    page = await (await browser.new_context(**{**PIXEL_7, "locale": language}, service_workers="block")).new_page()
    await leave_a_name(page, service.url)
    files = [{"name": f"{at}.pdf", "mimeType": "application/pdf", "buffer": pdf(f"page {at}")} for at in range(PAGES)]
    await page.set_input_files("#photos", files=files)  # type: ignore[arg-type]
    await page.locator("[data-together]").tap()
    await page.locator("[data-next] a").tap(timeout=MADE_MS)
    await expect(page.locator(".order img")).to_have_count(PAGES, timeout=MADE_MS)
    await expect(page.locator("page-order:defined")).to_be_attached()
    await page.locator(".order").scroll_into_view_if_needed()
    return page


async def order(page: Page) -> list[str]:
    """Return the files in the order that is shown, and have the pages below stand in the same."""
    shown: list[str] = await page.locator(".order > li").evaluate_all("all => all.map((each) => each.dataset.original)")
    numbers = await page.locator(".order-number").all_inner_texts()
    assert numbers == [str(number + 1) for number in range(PAGES)]
    return shown


async def becomes(page: Page, wanted: Sequence[str]) -> None:
    """Wait until the pages stand in an order, here and for whoever opens the paper anew."""
    for at, original in enumerate(wanted):
        await expect(page.locator(".order > li").nth(at)).to_have_attribute("data-original", original)
    await page.reload()
    assert await order(page) == list(wanted)


async def grip(page: Page, at: int) -> FloatRect:
    """Return where the picture of a page lies."""
    box = await page.locator(".order [data-grip]").nth(at).bounding_box()
    assert box is not None
    return box


def middle(box: FloatRect) -> tuple[float, float]:
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@dataclass(frozen=True, slots=True)
class Finger:
    """One finger on the glass."""

    session: CDPSession

    @classmethod
    async def of(cls, page: Page) -> "Finger":
        """Hold a finger over a page."""
        return cls(await page.context.new_cdp_session(page))

    async def draw(self, way: Sequence[tuple[float, float]]) -> None:
        """Put it down at the first place, and move it to the others."""
        kinds = ["touchStart", *["touchMove"] * (len(way) - 1)]
        for kind, (x, y) in zip(kinds, way, strict=True):
            await self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})

    async def lift(self) -> None:
        """Take it off."""
        await self.session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def along(start: tuple[float, float], end: tuple[float, float], steps: int = 8) -> list[tuple[float, float]]:
    return [
        (start[0] + (end[0] - start[0]) * step / steps, start[1] + (end[1] - start[1]) * step / steps)
        for step in range(steps + 1)
    ]


@pytest.mark.parametrize("language", often(["fr-BE", "ar"], "ar"))
async def test_a_finger_drags_a_page_to_another_place(browser: Browser, service: Service, language: str) -> None:
    page = await paper_of_three(browser, service, language)
    first, second, third = await order(page)
    finger = await Finger.of(page)
    await finger.draw(along(middle(await grip(page, 2)), middle(await grip(page, 0))))
    await expect(page.locator(".order > li[data-dragged]")).to_have_attribute("data-original", third)
    await expect(page.locator(".order > li[data-drop]")).to_have_attribute("data-original", first)
    await finger.lift()
    await becomes(page, [third, first, second])
    await finger.draw(along(middle(await grip(page, 0)), middle(await grip(page, 1))))
    await finger.lift()
    await becomes(page, [first, third, second])


async def test_a_finger_that_trembles_scrolls_or_lets_go_beside_moves_no_page(
    browser: Browser, service: Service
) -> None:
    page = await paper_of_three(browser, service)
    before, scrolled = await order(page), await page.evaluate("scrollY")
    finger = await Finger.of(page)
    x, y = middle(await grip(page, 1))
    await finger.draw([(x, y), (x + 4, y + 4)])
    await finger.lift()
    await finger.draw(along((x, y), (x, y - 200)))
    await finger.lift()
    await until(page, "(before) => scrollY > Number(before)", str(scrolled))
    x, y = middle(await grip(page, 1))
    await finger.draw([*along((x, y), (x + 40, y)), (x + 40, y + 200)])
    await finger.lift()
    await expect(page.locator(".order > li[data-dragged]")).to_have_count(0)
    await becomes(page, before)


@pytest.mark.torture  # as a finger does
async def test_a_mouse_drags_a_page(browser: Browser, service: Service) -> None:
    page = await paper_of_three(browser, service)
    first, second, third = await order(page)
    await page.mouse.move(*middle(await grip(page, 0)))
    await page.mouse.down()
    await page.mouse.move(*middle(await grip(page, 2)), steps=5)
    await page.mouse.up()
    await becomes(page, [second, third, first])


async def test_keys_move_a_page_and_stay_with_it(browser: Browser, service: Service) -> None:
    page = await paper_of_three(browser, service)
    first, second, third = await order(page)
    await page.get_by_role("button", name="Avancer la page 3").focus()
    await page.keyboard.press("Enter")
    await becomes(page, [first, third, second])
    assert page.url.endswith(f"#order-{third}")
    await page.locator(f"#order-{third}").get_by_role("button", name="Avancer la page 2").press("Enter")
    await becomes(page, [third, first, second])
