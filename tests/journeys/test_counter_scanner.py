"""A scanner that types at a counter: read whatever the layouts are, in no field, on no key, and told from a clerk."""

import random
import re
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from demo import accounts
from dossier.database.actor import system
from dossier.database.engine import transaction
from tests.journeys.test_counter import DEPOSIT, MADE_MS, PERSON, desk, folder
from tests.support.at_work import accessible
from tests.support.deposits import pdf
from tests.support.keyboards import ENTER, LAYOUTS, TAB, Keyboard, Stroke, keyboard_of, strokes
from tests.support.service import Service
from web.receipts import letter_address

__all__ = ["desk", "folder"]  # the fixtures that this file asks for

MACHINES = ("us", "be", "de")  # QWERTY, AZERTY, QWERTZ
BUSY = """setInterval(() => {
  const end = performance.now() + 200;
  while (performance.now() < end) {}
}, 210)"""
"""Keeps the page's one thread for 200 ms of each 210."""
FOREIGN = ("5410000000019", "https://example.org/?q=1", "nnnnnnnn", "ssssssss", "BEGIN:VCARD")
WATCH = """field => {
  window.landed = [];
  field.addEventListener("change", () => window.landed.push(field.value));
}"""


async def letter_of(service: Service) -> str:
    """Return what the code of a person's letter holds."""
    async with transaction(system(service.centre_id)) as tx:
        file_id = await tx.value("SELECT id FROM social_files WHERE number = $1", accounts.file_of(PERSON))
    return letter_address(service.settings, file_id)


async def begin(page: Page) -> Locator:
    """Begin a deposit, and return the field in which its person is sought."""
    await page.keyboard.press("n")
    await page.wait_for_url(DEPOSIT)
    who = page.get_by_role("combobox", name=re.compile("NISS"))
    await expect(who).to_be_focused()
    return who


async def finds(page: Page, letter: str) -> None:
    """See that a letter was read whole, and its household found; then seek nobody again."""
    who = page.get_by_role("combobox", name=re.compile("NISS"))
    await expect(who).to_have_value(letter)
    await expect(page.get_by_role("option").first).to_contain_text(PERSON.last_name)
    await who.fill("")
    await who.press("Escape")


@pytest.mark.parametrize("is_busy", [False, True])
@pytest.mark.parametrize("machine", MACHINES)
async def test_a_letter_finds_its_person_whatever_the_layouts_and_wherever_the_keys_are(
    desk: Page, service: Service, machine: str, is_busy: bool
) -> None:
    letter = await letter_of(service)
    await begin(desk)
    sheets = desk.locator("#sheets")
    await sheets.evaluate(WATCH)
    if is_busy:
        await desk.evaluate(BUSY)
    ends: list[tuple[Stroke, ...]] = [(ENTER,), (TAB,), ()]
    async with keyboard_of(desk) as keyboard:
        for place, scanner in enumerate(LAYOUTS):
            gap_ms = (1, 4, 15, 30)[place % 4]
            if place % 3 == 0:
                await sheets.focus()
                await sheets.fill("2")
            elif place % 3 == 1:
                await sheets.evaluate("field => field.blur()")  # nowhere
            else:
                await desk.get_by_role("combobox", name=re.compile("NISS")).focus()
            await keyboard.scan(letter, scanner, machine, gap_ms, ends[place % 2])
            await finds(desk, letter)
            await expect(sheets).to_have_value("2")
            assert await desk.evaluate("landed.filter((each) => each !== '2')") == []
        await keyboard.scan(letter, "us", machine, 8, ())  # a scanner that ends with nothing
        await finds(desk, letter)


async def test_a_page_that_hears_of_the_keys_late_takes_no_scan_apart(desk: Page, service: Service) -> None:
    letter = await letter_of(service)
    await begin(desk)
    await desk.wait_for_timeout(1500)  # keys are pressed in the past, and the page is to be older
    async with keyboard_of(desk) as keyboard:
        for where in ("#sheets", "h1"):
            await desk.locator(where).click()
            pressed = [*strokes(letter, "us", "be"), ENTER]
            await keyboard.press(pressed, [3] * len(pressed), late_ms=800)
            await finds(desk, letter)
            await expect(desk.locator("#sheets")).to_have_value("")


async def test_what_is_none_of_ours_presses_no_key_and_is_said(desk: Page, folder: Path) -> None:
    async with keyboard_of(desk) as keyboard:
        for foreign in FOREIGN:
            await keyboard.scan(foreign, "us", "be")
            await expect(desk.get_by_text("n’est pas l’un des nôtres")).to_be_visible()
            await expect(desk).to_have_url(re.compile("/backoffice/counter$"))
        await accessible(desk)
        who = await begin(desk)
        (folder / "scan0099.pdf").write_bytes(pdf("one"))
        await desk.keyboard.press("Escape")
        await expect(desk.get_by_role("button", name="Tout prendre")).to_be_visible(timeout=MADE_MS)
        for foreign in ("1111111111111", *FOREIGN, "aaaaaaaa"):
            await keyboard.scan(foreign, "de", "be")
            await expect(desk.get_by_text("n’est pas l’un des nôtres")).to_be_visible()
            await expect(who).not_to_be_focused()
            await expect(desk.locator("#sheets")).not_to_be_focused()
        await accessible(desk)
        await keyboard.press(strokes("a", "us", "us"), [0])  # a clerk's key does what it says
        await expect(desk.get_by_text("n’est pas l’un des nôtres")).to_be_hidden()
        await expect(desk.locator(".counter-paper")).to_have_count(1, timeout=MADE_MS)
        await keyboard.scan("1111111111111", "us", "us")
        await expect(desk.get_by_text("n’est pas l’un des nôtres")).to_be_visible()
        await expect(desk.get_by_role("textbox", name="Boîte ou étagère")).to_be_hidden()


async def test_who_is_known_is_not_replaced_by_a_scan(desk: Page, service: Service) -> None:
    letter = await letter_of(service)
    await begin(desk)
    async with keyboard_of(desk) as keyboard:
        await keyboard.scan(letter, "be", "be")
        await expect(desk.get_by_role("option").first).to_contain_text(PERSON.last_name)  # a household has several
        await keyboard.press([ENTER], [0])  # a finger's, told by the clock by which the scan was
        await expect(desk.locator(".counter-person")).to_contain_text(PERSON.last_name)
        await keyboard.scan(letter, "us", "be")
        await expect(desk.get_by_text("On sait à qui sont ces papiers")).to_be_visible()
        await accessible(desk)


async def test_a_clerk_who_types_fast_is_no_scanner_and_loses_no_key(desk: Page) -> None:
    chance = random.Random(68)
    rhythms: dict[str, list[float]] = {
        "ten keys a second": [100] * 40,
        "faster than anybody": [62] * 40,
        "three fall together": [90 if place % 3 == 0 else chance.uniform(1, 25) for place in range(40)],
        "a hand falls on the keys": [120 if place % 5 == 0 else 2 for place in range(40)],
    }
    who = await begin(desk)
    async with keyboard_of(desk) as keyboard:
        for is_busy in (False, True):
            if is_busy:
                await desk.evaluate(BUSY)
            for name, gaps in rhythms.items():
                for layout in MACHINES:
                    text = "".join(chance.choices("azertyuiopqsdfghjklm", k=40))
                    await who.fill("")
                    await keyboard.press(strokes(text, layout, layout), gaps)
                    await expect(who, f"{name}, {layout}, busy: {is_busy}").to_have_value(text)
        await expect(desk.get_by_text("n’est pas l’un des nôtres")).to_be_hidden()


@pytest.mark.parametrize("gap_ms", [5, 40, 90])
async def test_keys_that_follow_each_other_at_once_do_what_they_say_in_their_turn(desk: Page, gap_ms: float) -> None:
    await begin(desk)
    await desk.keyboard.press("Escape")
    async with keyboard_of(desk) as keyboard:
        await _in_turn(keyboard, gap_ms)
    await expect(desk.locator("#sheets")).to_have_value("12")


async def _in_turn(keyboard: Keyboard, gap_ms: float) -> None:
    """Go to the field of the sheets by its key, and type twelve."""
    pressed = strokes("s12", "us", "us")
    await keyboard.press(pressed, [gap_ms] * len(pressed))
