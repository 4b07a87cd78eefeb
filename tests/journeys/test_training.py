"""A first day: the tour of each role walked by the keyboard, the help, and an exercise in the training centre."""

import asyncio
import re

import pytest
from playwright.async_api import Browser, Page, expect

from backoffice.tours.tours import TOURS, Tour
from demo.seed import set_up_counter
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.resources import Resources
from tests.support.at_work import accessible, signed_in
from tests.support.kiosk_visits import FINGERS_MS
from tests.support.learning import training_centre
from tests.support.patience import PATIENCE_SECONDS
from tests.support.service import Service

WHO = {
    "agent": "ines.moreau",
    "clerk": "fatou.diop",
    "worker": "nadia.benali",
    "manager": "anne.dewit",
    "auditor": "anne.dewit",
    "administrator": "rachid.lahlou",
}
MADE_MS = 30_000
SIZES = ((1280, 800), (360, 740))


async def _in_sight(page: Page, tour: Tour, number: int) -> None:
    """Have the part of a stop be seen, inside its ring, and not under the card that tells of it."""
    stop = tour.stops[number]
    part = page.locator(stop.at).locator("visible=true").first
    await expect(part, f"{tour.id}: {stop.at}").to_be_visible()
    await expect(part).to_be_in_viewport()
    async with asyncio.timeout(PATIENCE_SECONDS):  # news may take the part's place just now; the ring follows
        while True:
            target, ring, card = [
                await each.bounding_box() for each in (part, page.locator(".tour-ring"), page.locator(".tour-card"))
            ]
            if target and ring and card and all(abs(ring[way] + 4 - target[way]) < 2 for way in ("x", "y")):
                break
    size = page.viewport_size
    assert size
    assert card["x"] >= 0
    assert card["y"] >= 0
    assert card["x"] + card["width"] <= size["width"]
    assert card["y"] + card["height"] <= size["height"]
    apart = card["y"] >= target["y"] + target["height"] or card["y"] + card["height"] <= target["y"]
    beside = card["x"] >= target["x"] + target["width"] or card["x"] + card["width"] <= target["x"]
    assert apart or beside, f"{tour.id}: its card lies over {stop.at}"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}")
async def test_each_tour_is_walked_by_the_keyboard(
    browser: Browser, service: Service, service_resources: Resources, size: tuple[int, int]
) -> None:
    assert service_resources  # opens the database for the counter
    if size == SIZES[0]:  # the service is the same for all journeys of this file
        await set_up_counter(service.centre_id)
    for tour in TOURS:
        page = await signed_in(browser, service, WHO[tour.id], width=size[0], height=size[1])
        await page.goto(tour.address)
        dialog = page.get_by_role("dialog")
        await expect(dialog).to_be_visible()
        await expect(page.locator("[data-next]")).to_be_focused()
        for number in range(len(tour.stops)):
            await expect(page.locator("[data-place]")).to_have_text(f"{number + 1} / {len(tour.stops)}")
            await expect(dialog.get_by_role("heading")).to_have_count(1)
            await _in_sight(page, tour, number)
            if number == 1:
                await accessible(page)
                await page.keyboard.press("ArrowLeft")
                await expect(page.locator("[data-place]")).to_have_text(re.compile("^1 /"))
                await page.keyboard.press("ArrowRight")
            if number < len(tour.stops) - 1:
                await page.keyboard.press("Enter")
        await page.keyboard.press("Enter")
        await expect(dialog).to_be_hidden()
        await expect(page).to_have_url(re.compile(f"{tour.path}$"))  # so that a reload does not begin it again
        await page.context.close()


async def test_it_is_offered_once_ends_with_escape_and_leaves_the_screen_s_keys_alone(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    assert service_resources  # opens the database for what is asked of it below
    async with transaction(system(service.centre_id)) as tx:
        await tx.run("DELETE FROM tours_seen")
    page = await signed_in(browser, service, "fatou.diop")
    await expect(page.get_by_text("Nouveau ici")).to_be_visible()
    await accessible(page)
    await page.get_by_role("link", name="Me montrer").focus()
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_be_visible()
    await page.keyboard.press("n")  # the key of a new deposit rests
    await page.keyboard.press("Tab")
    assert await page.evaluate("!document.activeElement.closest('main > :not(guided-tour)')")
    async with page.expect_response(re.compile("/tours/clerk/seen$")):
        await page.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()
    await page.reload()
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await expect(page.get_by_text("Nouveau ici")).to_have_count(0)
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.context.close()


async def test_without_a_script_the_stops_are_read_in_a_row(browser: Browser, service: Service) -> None:
    page = await signed_in(browser, service, "fatou.diop", script=False)
    await page.goto("/backoffice/counter?tour=clerk")
    for each in ("Votre guichet", "Un nouveau dépôt", "Vos rubriques", "Aide"):
        await expect(page.locator(".tour").get_by_role("heading", name=each)).to_be_visible()
    await page.locator(".tour").get_by_role("button", name="Passer").click()
    await expect(page.locator(".tour")).to_have_count(0)
    await page.context.close()


async def test_an_exercise_is_ticked_off_as_it_is_done(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    await training_centre(service_resources, service.centre_id)
    page = await signed_in(browser, service, "fatou.diop")
    await page.get_by_role("link", name="Aide", exact=True).click()
    await accessible(page)
    await page.get_by_role("link", name="Prendre un document au guichet").click()
    await accessible(page)
    await page.get_by_role("button", name="Entrer en formation").click()
    banner = page.get_by_role("complementary", name="Formation")
    await expect(banner).to_contain_text("Ici, tout est inventé. Rien ne part.")
    await page.get_by_role("button", name="Commencer").click()
    await expect(banner).to_contain_text("1/4")
    await accessible(page)
    async with page.expect_download() as waited:
        await page.get_by_role("link", name="Le document d’exercice").click()
    paper = await (await waited.value).path()
    await page.get_by_role("link", name="Y aller").click()
    await page.wait_for_url(re.compile("/backoffice/counter$"))
    await page.keyboard.press("n", delay=FINGERS_MS)
    await page.wait_for_url(re.compile("/counter/deposits/"))
    await expect(banner).to_contain_text("2/4")
    await page.locator("#files").set_input_files(paper)
    await expect(page.locator(".counter-sheet img")).to_have_count(1, timeout=MADE_MS)
    await expect(banner).to_contain_text("3/4")
    for key in ("Escape", "s", "1", "Enter"):
        await page.keyboard.press(key, delay=FINGERS_MS)
    number = await page.locator(".slip-number").inner_text()
    await expect(banner).to_contain_text("4/4")
    await page.goto(f"/backoffice/receipts/{number}")
    await page.goto("/backoffice/training")
    await expect(banner).to_contain_text("Tout est fait")
    await expect(page.locator("#counter")).to_contain_text("Bravo.")
    await expect(page.locator("#counter [data-state=good]", has_text="fait")).not_to_have_count(0)
    await accessible(page)
    await page.get_by_role("button", name="Recommencer").click()
    await expect(banner).to_contain_text("1/4")
    await banner.get_by_role("button", name="Retour à mon travail").click()
    await expect(banner).to_have_count(0)
    await page.context.close()
