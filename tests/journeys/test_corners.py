"""A person moves the corners of a page: by mouse, finger and keys, at the portal and the desk, and without a script."""

import re
from collections.abc import Sequence
from typing import Literal
from uuid import UUID

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.resources import Resources
from tests.journeys.test_portal import MADE_MS, PIXEL_7, identify, photo_file
from tests.support.at_work import accessible, sign_in
from tests.support.deposits import hand_over
from tests.support.pictures import shape
from tests.support.service import Service

Corner = Literal["top_left", "top_right", "bottom_right", "bottom_left"]
ORDER: Sequence[Corner] = ("top_left", "top_right", "bottom_right", "bottom_left")


class Editor:
    """The corners on the screen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.photo = page.locator("page-corners .corners-photo img")

    def handle(self, corner: Corner) -> Locator:
        return self.page.locator(f"[data-corner={corner}]")

    async def laid_out(self) -> None:
        """Wait for the photo: its corners lie elsewhere before it is there."""
        await expect(self.photo).not_to_have_js_property("naturalWidth", 0)

    async def middle(self, corner: Corner) -> tuple[float, float]:
        """Return where a handle's middle is, in CSS pixels."""
        await self.laid_out()
        box = await self.handle(corner).bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44, "a finger finds it"
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    async def share(self, corner: Corner) -> tuple[float, float]:
        """Return what is about to be saved of a corner, as shares of the photo."""
        x, y = [
            float(await self.page.locator(f"[name={corner}_{axis}]").evaluate("field => field.value")) for axis in "xy"
        ]
        return x / 100, y / 100

    async def place_on_photo(self, x: float, y: float) -> tuple[float, float]:
        """Return where a share of the photo is, in CSS pixels."""
        await self.laid_out()
        box = await self.photo.bounding_box()
        assert box is not None
        return box["x"] + x * box["width"], box["y"] + y * box["height"]

    async def drag(self, corner: Corner, x: float, y: float) -> None:
        """Drag a corner to a share of the photo with the mouse, by the handle's rim."""
        start, end = await self.middle(corner), await self.place_on_photo(x, y)
        await self.page.mouse.move(start[0] + 9, start[1] - 7)
        await self.page.mouse.down()
        await self.page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=3)
        await expect(self.page.locator(".corners-loupe")).to_be_visible()
        await self.page.mouse.move(end[0] + 9, end[1] - 7, steps=3)
        await self.page.mouse.up()
        await expect(self.page.locator(".corners-loupe")).to_be_hidden()


async def quads(centre_id: UUID, page_id: str) -> tuple[list[tuple[float, float]], int]:
    """Return the corners that the page was made of, and its version."""
    async with transaction(system(centre_id)) as tx:
        row = await tx.row(
            """SELECT ARRAY(SELECT (p->>0)::float FROM jsonb_array_elements(forced->'quad') p) AS x,
                      ARRAY(SELECT (p->>1)::float FROM jsonb_array_elements(forced->'quad') p) AS y,
                      recipe_version FROM pages WHERE id = $1""",
            UUID(page_id),
        )
    assert row is not None
    return list(zip(row["x"], row["y"], strict=True)), row["recipe_version"]


async def photographed(page: Page, service: Service) -> None:
    """Identify, hand a photo in, and wait for its page."""
    await identify(page, service)
    await page.set_input_files("#photos", files=[photo_file()])
    await page.locator("[data-next] a").click(timeout=MADE_MS)
    await expect(page.locator("#pages .compare img")).to_have_count(2, timeout=MADE_MS)


async def test_corners_are_dragged_and_moved_by_keys_and_the_page_is_new(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    del service_resources  # opens the service's own database
    context = await browser.new_context(**PIXEL_7, service_workers="block")
    page = await context.new_page()
    await photographed(page, service)
    clean = page.locator("#pages .compare img").nth(1)
    assert await shape(clean) < 1, "an upright sheet"
    await page.get_by_role("link", name="Ajuster les coins").tap()
    editor = Editor(page)
    await expect(editor.handle("top_left")).to_have_attribute("aria-valuetext", re.compile("depuis la gauche"))
    await accessible(page)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    await page.get_by_role("button", name="Photo entière").tap()
    assert [await editor.share(each) for each in ORDER] == [(0, 0), (1, 0), (1, 1), (0, 1)]
    await page.get_by_role("button", name="Comme avant").tap()
    found = [await editor.share(each) for each in ORDER]
    assert found != [(0, 0), (1, 0), (1, 1), (0, 1)], "the sheet was found on the photo"

    await editor.drag("bottom_right", 0.8, 0.4)
    assert await editor.share("bottom_right") == pytest.approx((0.8, 0.4), abs=0.01)
    await editor.drag("bottom_left", 0.1, 0.4)
    assert await editor.share("bottom_left") == pytest.approx((0.1, 0.4), abs=0.01)

    await editor.handle("top_left").focus()
    x, y = await editor.share("top_left")
    width = await editor.photo.evaluate("image => image.clientWidth")
    for _ in range(3):
        await page.keyboard.press("ArrowLeft")
    await page.keyboard.press("Shift+ArrowRight")
    await expect(page.locator(".corners-loupe")).to_be_visible()
    assert await editor.share("top_left") == pytest.approx((x + 7 / width, y), abs=0.001)

    await editor.drag("top_left", 0.95, 0.9)  # across the others: it stops where the four still make a sheet
    crossed = await editor.share("top_left")
    assert crossed[1] < 0.4
    await editor.drag("top_left", 0.1, 0.1)

    corners = [await editor.share(each) for each in ORDER]
    await page.get_by_role("button", name="Enregistrer").tap()
    await page.wait_for_url("**/papers/*")
    await expect(clean).to_have_attribute("src", re.compile(r"v=2$"), timeout=MADE_MS)
    assert await shape(clean) > 1, "the upper part of it lies flat"
    page_id = str(await page.locator(".sheet").get_attribute("id")).removeprefix("page-")
    made_of, version = await quads(service.centre_id, page_id)
    assert version == 2
    for got, wanted in zip(made_of, corners, strict=True):
        assert got == pytest.approx(wanted, abs=0.0002)

    await page.get_by_role("link", name="Ajuster les coins").tap()
    assert [await editor.share(each) for each in ORDER] == [pytest.approx(each, abs=0.0002) for each in corners]
    await page.get_by_role("button", name="Rechercher").tap()
    await expect(clean).to_have_attribute("src", re.compile(r"v=3$"), timeout=MADE_MS)
    assert await shape(clean) < 1
    await page.get_by_role("link", name="Ajuster les coins").tap()
    assert [await editor.share(each) for each in ORDER] == [pytest.approx(each, abs=0.0002) for each in found]
    await page.keyboard.press("Escape")
    await page.wait_for_url("**/papers/*")
    await context.close()


async def test_a_finger_moves_a_corner_and_the_page_stays_where_it_is(browser: Browser, service: Service) -> None:
    context = await browser.new_context(
        **{**PIXEL_7, "viewport": {"width": 360, "height": 560}}, service_workers="block"
    )
    page = await context.new_page()
    await photographed(page, service)
    await page.get_by_role("link", name="Ajuster les coins").tap()
    editor = Editor(page)
    await expect(editor.handle("top_left")).to_be_visible()
    await page.evaluate("document.documentElement.dir = 'rtl'")  # a photo is mirrored in no language
    await editor.handle("top_left").scroll_into_view_if_needed()
    (x, y), before = await editor.middle("top_left"), await editor.share("top_left")
    scrolled = await page.evaluate("scrollY")
    touch = await context.new_cdp_session(page)
    for kind, moved in (("touchStart", 0), ("touchMove", 15), ("touchMove", 30), ("touchEnd", None)):
        points = [] if moved is None else [{"x": x + moved, "y": y + moved}]
        await touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    box = await editor.photo.bounding_box()
    assert box is not None
    after = await editor.share("top_left")
    assert after == pytest.approx((before[0] + 30 / box["width"], before[1] + 30 / box["height"]), abs=0.01)
    assert await page.evaluate("scrollY") == scrolled
    await context.close()


async def test_the_desk_sets_corners_in_place_and_keeps_what_was_typed(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    made = await hand_over(service_resources, service.centre_id)
    context = await browser.new_context(base_url=service.url, viewport={"width": 1280, "height": 800}, locale="fr-BE")
    page = await context.new_page()
    await sign_in(page, service)
    await page.get_by_role("link", name=made.receipt.number).click()
    await expect(page.get_by_role("button", name="Classer")).to_be_visible()  # claimed at opening
    picture = page.locator(".stage img")
    await expect(picture).to_be_visible(timeout=MADE_MS)
    await page.get_by_label("Date du document").fill("2/11/2026")
    await page.keyboard.press("Escape")

    await page.keyboard.press("k")
    editor = Editor(page)
    await expect(editor.handle("top_left")).to_be_focused()
    await accessible(page)
    await expect(page.get_by_role("button", name="Classer")).to_be_hidden()
    await page.keyboard.press("Escape")  # leaves the corners, and keeps the deposit
    await expect(picture).to_be_visible()
    await expect(page.locator(".htmx-settling")).to_have_count(0)  # until then a link leads away
    await page.keyboard.press("k")
    await editor.drag("bottom_right", 1.0, 0.5)
    await editor.drag("bottom_left", 0.0, 0.5)
    await page.get_by_role("button", name="Enregistrer").click()
    await expect(picture).to_have_attribute("src", re.compile(r"v=2$"), timeout=MADE_MS)
    assert await shape(picture) > 1
    await expect(page.get_by_label("Date du document")).to_have_value("2/11/2026")
    await expect(page.get_by_role("button", name="Classer")).to_be_visible()
    await context.close()


@pytest.mark.torture  # by forms: test_corners.py of tests/portal and tests/backoffice
@pytest.mark.parametrize("room", ["portal", "desk"])
async def test_corners_are_set_without_a_script(
    browser: Browser, service: Service, service_resources: Resources, room: str
) -> None:
    context = await browser.new_context(base_url=service.url, java_script_enabled=False, locale="fr-BE")
    page = await context.new_page()
    if room == "portal":
        await identify(page, service)
        await page.set_input_files("#photos", files=[photo_file()])
        await page.locator(".act-bar button").click()
        await page.wait_for_url("**/papers/*")
    else:
        made = await hand_over(service_resources, service.centre_id)
        await sign_in(page, service)
        await page.get_by_role("link", name=made.receipt.number).click()
        await page.get_by_role("button", name="Prendre ce dépôt").click()
    await shown_again(page, page.get_by_role("link", name="Ajuster les coins"))
    await page.get_by_role("link", name="Ajuster les coins").click()
    await expect(page.locator("[data-corner]").first).to_be_hidden()
    for corner, (x, y) in zip(ORDER, [(95, 10), (90, 10), (90, 50), (10, 50)], strict=True):
        await page.locator(f"[name={corner}_x]").fill(str(x))
        await page.locator(f"[name={corner}_y]").fill(str(y))
    await page.get_by_role("button", name="Enregistrer").click()
    await expect(page.get_by_role("alert")).to_contain_text("ne forment pas une feuille")
    await page.get_by_role("group", name="Coin en haut à gauche").get_by_label("Depuis la gauche").fill("10")
    async with page.expect_navigation():  # else the page is asked for anew while its answer is on its way
        await page.keyboard.press("Enter")  # saves, and chooses no preset
    made_anew = page.locator("#pages img[src$='v=2']").last
    await shown_again(page, made_anew)
    assert await shape(made_anew) > 1
    await context.close()


async def shown_again(page: Page, wanted: Locator) -> None:
    """Ask for the page until something is on it, as one does who has no script."""
    for _ in range(MADE_MS // 200):
        if await wanted.count():
            return
        await page.wait_for_timeout(200)
        await page.reload()
    await expect(wanted).to_be_visible()
