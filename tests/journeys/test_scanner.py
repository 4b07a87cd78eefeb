"""A scanner that types as a keyboard: read right whatever the layouts are, never in a field, and told from a person."""

import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from urllib.parse import parse_qs

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, Route, expect

from demo import accounts
from dossier import signing
from dossier.database.actor import Actor
from dossier.ids import new_id, receipt_number
from dossier.people.identify import identify
from dossier.resources import Resources
from tests.journeys.test_kiosk import BORN, SAMIRA, paired_kiosk
from tests.support.at_work import accessible
from tests.support.deposits import hand_over
from tests.support.keyboards import ENTER, LAYOUTS, PLACES, TAB, Keyboard, Stroke, keyboard_of, strokes
from tests.support.often import often
from tests.support.service import Service
from web.receipts import letter_address

pytestmark = pytest.mark.usefixtures("service_resources")

MACHINES = ("us", "be", "fr", "de")
WHERES = (
    "https://depot.cpas.example",
    "https://guichet-social.ocmw-1070.example:8443/depot",
    "http://127.0.0.1:8000",
    "https://Depot.CPAS.example/a/b_c-d",
)
FOREIGN = (
    "5410000000019",  # a bottle
    "https://example.org/?q=1",
    "BEGIN:VCARD\nN:Peeters\nEND:VCARD",
    "85.07.30-033.28",  # what stands on a card of the health insurance
)
READ = """async ([layouts, places, codes]) => {
  const here = document.querySelector("script[src*='code-scanner.js']").src;
  const { codeIn } = await import(here.replace("kiosk/code-scanner.js", "components/key-layouts.js"));
  const press = (character, [plain, shifted], machine, caps) => {
    const withShift = !plain.includes(character);
    const place = (withShift ? shifted : plain).indexOf(character);
    const isTurned = caps === "answered" && /[a-z]/i.test(character);
    const key = machine[Number(withShift)][place].replace("†", "Dead");
    return { code: places[place], key, shift: withShift !== isTurned, caps: caps !== "off" };
  };
  const wrong = [];
  let count = 0;
  for (const [code, machine] of codes) {
    for (const [name, layout] of Object.entries(layouts)) {
      for (const caps of ["off", "left on", "answered"]) {
        const read = codeIn([...code].map((each) => press(each, layout, layouts[machine], caps)));
        count += 1;
        if (read !== code) wrong.push([code, name, machine, caps, read]);
      }
    }
  }
  return [count, wrong.slice(0, 5)];
}"""
"""Reads codes as a scanner of each layout types them at a machine of another; Caps Lock off, or left on, or answered by
the scanner, which turns Shift round for letters."""


def random_codes(count: int, seed: int) -> list[str]:
    """Return codes as we sign them, of letters and receipts, at addresses of many kinds."""
    chance = random.Random(seed)
    codes = []
    for _ in range(count):
        if chance.random() < 0.5:
            token = signing.sign("letter", new_id().hex)
            codes.append(f"{chance.choice(WHERES)}/l/{token}")
        else:
            token = signing.sign("receipt", receipt_number(2026, chance.randrange(1_000_000)))
            codes.append(f"{chance.choice(WHERES)}/r/{token}")
    return codes


@asynccontextmanager
async def at(browser: Browser, service: Service, address: str = "/kiosk") -> AsyncIterator[tuple[Page, Keyboard]]:
    """Stand at a screen of a paired kiosk, with a keyboard."""
    async with paired_kiosk(browser, service) as page, keyboard_of(page) as keyboard:
        if address != "/kiosk":
            await page.goto(f"{address}?lang=fr")
        await expect(page.locator("code-scanner")).to_be_attached()
        yield page, keyboard


@asynccontextmanager
async def codes_sent(page: Page) -> AsyncIterator[list[str]]:
    """Collect what is sent as a code; each is answered as if it were none of ours."""
    sent: list[str] = []

    async def take(route: Route) -> None:
        assert "?" not in route.request.url
        sent.extend(parse_qs(route.request.post_data or "")["code"])
        await route.fulfill(status=422, json={"type": "urn:guichet:problem:bad-token", "title": "-"})

    await page.route("**/kiosk/codes", take)
    yield sent
    await page.unroute("**/kiosk/codes")


def said(page: Page, outcome: str) -> Locator:
    """Return what the screen says of a scan."""
    return page.locator(f"code-scanner [data-when='{outcome}']")


@pytest.mark.parametrize("count", [200, pytest.param(10_000, marks=pytest.mark.torture)])
async def test_random_codes_are_read_right_whatever_the_layouts(browser: Browser, service: Service, count: int) -> None:
    codes = random_codes(count, seed=54)
    assert {"-", "_", "."} <= set("".join(each.rpartition("/")[2] for each in codes))
    if count > 200:
        pairs = [[code, MACHINES[place % len(MACHINES)]] for place, code in enumerate(codes)]
    else:
        pairs = [[code, machine] for code in codes for machine in MACHINES]
    async with at(browser, service) as (page, _):
        read, wrong = await page.evaluate(READ, [LAYOUTS, PLACES, pairs])
    assert wrong == []
    assert read == len(pairs) * len(LAYOUTS) * 3


PAIRS = tuple((scanner, machine) for scanner in LAYOUTS for machine in MACHINES)
SAMPLE = (0, 6, 11, 15, 17, 22)
"""Places of pairs in which each scanner, machine, pace and end of a code stands once at least."""


@pytest.mark.parametrize(
    "places", [SAMPLE, pytest.param(range(len(PAIRS)), marks=pytest.mark.torture)], ids=["sample", "all"]
)
async def test_keys_of_any_scanner_at_any_machine_are_read_right_by_the_screen(
    browser: Browser, service: Service, places: Sequence[int]
) -> None:
    ends: tuple[tuple[Stroke, ...], ...] = ((ENTER,), (TAB,), ())
    codes = random_codes(len(PAIRS), seed=1)
    async with at(browser, service) as (page, keyboard), codes_sent(page) as sent:
        for place in places:
            code, (scanner, machine) = codes[place], PAIRS[place]
            gap_ms = (1, 4, 15, 40)[(place + place // 4) % 4]
            await keyboard.scan(code, scanner, machine, gap_ms, ends[place // 4 % 3])
            await expect(said(page, "bad-token")).to_be_visible()
            assert sent == [codes[each] for each in places if each <= place], (scanner, machine, gap_ms)
            await page.locator("h1").tap()  # a touch takes the words away
            await expect(said(page, "bad-token")).to_be_hidden()


@pytest.mark.parametrize("machine", often(MACHINES, "be"))
async def test_a_scan_leaves_the_field_and_the_focus_as_they_were(
    browser: Browser, service: Service, machine: str
) -> None:
    (code,) = random_codes(1, seed=2)
    async with at(browser, service, "/kiosk/identification/number") as (page, keyboard), codes_sent(page) as sent:
        field = page.locator("#number")
        await expect(field).to_be_focused()
        await _watch(field)
        for scanner in LAYOUTS:
            for end in (ENTER, TAB):
                await keyboard.scan(code, scanner, machine, end=(end,))
                await expect(said(page, "bad-token")).to_be_visible()
                await field.tap()
        assert sent == [code] * len(LAYOUTS) * 2
        for foreign in FOREIGN:
            await _scan_lines(keyboard, foreign, machine)
            await expect(said(page, "bad-token")).to_be_visible()
            await field.tap()
        assert len(sent) == len(LAYOUTS) * 2, "what is no code of ours stays on the machine"
        assert await page.evaluate("landed") == [], "not for a moment"
        await expect(field).to_have_value("")
        await field.focus()
        await keyboard.press(strokes("1044", "us", "us"), [100] * 4)
        await expect(field).to_have_value("1044")
        await keyboard.scan(code, "be", machine)
        await expect(said(page, "bad-token")).to_be_visible()
        await expect(field).to_have_value("1044")
        await expect(field).to_be_focused()


async def test_a_machine_that_is_behind_takes_no_scan_apart(browser: Browser, service: Service) -> None:
    (code,) = random_codes(1, seed=5)
    async with at(browser, service, "/kiosk/identification/number") as (page, keyboard), codes_sent(page) as sent:
        await page.wait_for_timeout(1500)  # keys are pressed in the past, and the page is to be older
        pressed = [*strokes(code, "us", "be"), ENTER]
        await keyboard.press(pressed, [3] * len(pressed), late_ms=800)
        await expect(said(page, "bad-token")).to_be_visible()
        assert sent == [code]
        await expect(page.locator("#number")).to_have_value("")


@pytest.mark.parametrize("stalls_ms", [200, 900])
async def test_a_machine_that_stalls_in_the_midst_of_a_scan_reads_it_whole(
    browser: Browser, service: Service, stalls_ms: int
) -> None:
    (code,) = random_codes(1, seed=6)
    async with at(browser, service, "/kiosk/identification/number") as (page, keyboard), codes_sent(page) as sent:
        await page.wait_for_timeout(1500)  # keys are pressed in the past, and the page is to be older
        pressed = [*strokes(code, "us", "be"), ENTER]
        await keyboard.press(pressed, [1] * len(pressed), stalls_ms=stalls_ms)
        await expect(said(page, "bad-token")).to_be_visible()  # what had come by then is no code, or it is all there
        await page.wait_for_timeout(500)
        assert sent == [code]
        await expect(page.locator("#number")).to_have_value("")


async def test_a_scan_presses_no_button(browser: Browser, service: Service) -> None:
    (code,) = random_codes(1, seed=3)
    async with at(browser, service, "/kiosk/identification") as (page, keyboard), codes_sent(page) as sent:
        tile = page.get_by_role("link", name="J’ai un numéro")
        await tile.focus()
        await keyboard.scan(code, end=(ENTER, TAB, Stroke("Space", " ")))
        await expect(said(page, "bad-token")).to_be_visible()
        await expect(tile).to_be_focused()
        assert sent == [code]
        await keyboard.press([ENTER], [0])
        await expect(page.get_by_role("heading", name="Votre numéro de dossier")).to_be_visible()


async def test_a_person_who_types_fast_is_no_scanner_and_loses_no_key(browser: Browser, service: Service) -> None:
    chance = random.Random(4)
    rhythms: dict[str, list[float]] = {
        "ten keys a second": [100] * 60,
        "faster than anybody": [62] * 60,
        "uneven": [chance.uniform(62, 180) for _ in range(60)],
        "two fall together": [chance.choice([4, 12]) if place % 2 else 100 for place in range(60)],
        "three fall together": [90 if place % 3 == 0 else chance.uniform(1, 25) for place in range(60)],
        "a hand falls on the keys": [120 if place % 5 == 0 else 2 for place in range(60)],
    }
    async with at(browser, service, "/kiosk/identification/number") as (page, keyboard), codes_sent(page) as sent:
        field = page.locator("#number")
        await expect(field).to_be_focused()
        await _let_anything_in(field)
        for name, gaps in rhythms.items():
            for layout in MACHINES:
                text = "".join(chance.choices("0123456789azertyuiopq", k=60))
                await field.evaluate("field => { field.value = ''; }")
                await keyboard.press(strokes(text, layout, layout), gaps)
                await expect(field, f"{name}, {layout}").to_have_value(text)
        assert sent == []
        await expect(said(page, "bad-token")).to_be_hidden()


async def test_a_key_that_is_held_down_repeats_and_keys_that_erase_come_in_their_turn(
    browser: Browser, service: Service
) -> None:
    async with at(browser, service, "/kiosk/identification/number") as (page, keyboard), codes_sent(page) as sent:
        field = page.locator("#number")
        await expect(field).to_be_focused()
        await _let_anything_in(field)
        held = [Stroke("Digit7", "7"), *[Stroke("Digit7", "7", repeats=True)] * 30]
        await keyboard.press(held, [0, 500, *[33] * 29])
        await expect(field).to_have_value("7" * 31)
        await field.evaluate("field => { field.value = ''; }")
        erase = Stroke("Backspace", "Backspace")
        await keyboard.press([*strokes("123", "us", "us"), erase, *strokes("45", "us", "us")], [10, 10, 10, 12, 10, 10])
        await expect(field).to_have_value("1245")
        await field.evaluate("field => field.setSelectionRange(1, 3)")
        await keyboard.press(strokes("9", "us", "us"), [0])
        await expect(field).to_have_value("195")
        assert sent == []


async def test_what_was_typed_is_sent_by_enter_and_by_a_touch_at_once(browser: Browser, service: Service) -> None:
    figures = accounts.file_of(SAMIRA).replace("-", "")
    async with at(browser, service, "/kiosk/identification/number") as (page, keyboard):
        await expect(page.locator("#number")).to_be_focused()
        await keyboard.press([*strokes(figures, "be", "be"), ENTER], [90] * len(figures) + [8])
        await expect(page.locator(".lead bdi")).to_have_text(accounts.file_of(SAMIRA))
        await expect(page.locator("#birth_date")).to_be_focused()
        await keyboard.press(strokes(BORN, "fr", "fr"), [90] * 8)
        await page.get_by_role("button", name="Continuer").tap()
        await expect(page.get_by_role("heading", name="Posez votre papier")).to_be_visible()


@pytest_asyncio.fixture(loop_scope="session")
async def letter(service: Service) -> str:
    """Return the code of Samira's letter."""
    someone = Actor(centre_id=service.centre_id, kind="depositor", place="portal")
    found = await identify(someone, accounts.file_of(SAMIRA), SAMIRA.birth_date)
    return letter_address(service.settings, found.social_file_id)


async def test_a_letter_is_scanned_at_the_start_and_identifies(browser: Browser, service: Service, letter: str) -> None:
    async with at(browser, service) as (page, keyboard):
        await keyboard.scan(letter, "us", "be")
        await expect(page.locator("#birth_date")).to_be_focused()
        await expect(page.locator(".lead bdi")).to_have_text(accounts.file_of(SAMIRA))
        assert letter.rpartition("/")[2] not in page.url
        await accessible(page)
        await keyboard.press(strokes(BORN, "be", "be"), [90] * 8)
        await keyboard.press([ENTER], [0])
        await expect(page.get_by_role("heading", name="Posez votre papier")).to_be_visible()
        await keyboard.scan(letter, "us", "be")
        await expect(said(page, "needless")).to_be_visible()
        await expect(page.get_by_role("heading", name="Posez votre papier")).to_be_visible()
        await accessible(page)


async def test_a_receipt_is_scanned_and_shows_neither_number_nor_name(
    browser: Browser, service: Service, service_resources: Resources
) -> None:
    mine = await hand_over(service_resources, service.centre_id, SAMIRA)
    nameless = await hand_over(service_resources, service.centre_id)
    async with at(browser, service, "/kiosk/identification") as (page, keyboard):
        await keyboard.scan(f"{service.url}/r/{nameless.receipt.token}", "be", "us")
        await expect(said(page, "nobody-introduced")).to_contain_text("ne dit pas qui vous êtes")
        await accessible(page)
        await keyboard.scan(f"{service.url}/r/{mine.receipt.token}", "be", "us")
        await expect(page.locator("#birth_date")).to_be_focused()
        words = await page.locator("body").inner_text()
        for personal in (accounts.file_of(SAMIRA), SAMIRA.first_name, SAMIRA.last_name):
            assert personal not in words
        await keyboard.press(strokes(BORN, "be", "be"), [90] * 8)
        await page.get_by_role("button", name="Continuer").tap()
        await expect(page.get_by_role("heading", name="Posez votre papier")).to_be_visible()


async def test_what_a_scan_says_at_the_start_is_in_both_languages_and_the_network_may_be_away(
    browser: Browser, service: Service, letter: str
) -> None:
    async with at(browser, service) as (page, keyboard):
        await keyboard.scan("5410000000019", "us", "be")
        await expect(said(page, "bad-token").locator("[lang=fr]")).to_contain_text("ne vient pas de chez nous")
        await expect(said(page, "bad-token").locator("[lang=nl]")).to_contain_text("niet van ons")
        await accessible(page)
        await page.context.set_offline(True)
        await keyboard.scan(letter, "us", "be")
        await expect(said(page, "lost")).to_be_visible()
        await expect(said(page, "bad-token")).to_be_hidden()
        await page.context.set_offline(False)
        await keyboard.scan(letter, "us", "be")
        await expect(page.locator("#birth_date")).to_be_focused()


async def _watch(field: Locator) -> None:
    """Keep all that ever stands in a field, be it for a moment, in `landed`."""
    await field.evaluate(
        "field => { window.landed = []; field.addEventListener('input', () => landed.push(field.value), true); }"
    )


async def _let_anything_in(field: Locator) -> None:
    """Let a field take all characters: the pad's own listener would take letters out, and more than eight figures."""
    await field.evaluate(
        "field => { field.maxLength = 100; field.addEventListener('input', e => e.stopImmediatePropagation(), true); }"
    )


async def _scan_lines(keyboard: Keyboard, text: str, machine: str) -> None:
    """Scan a code that may have lines of its own."""
    pressed: list[Stroke] = []
    for line in text.split("\n"):
        pressed += [*strokes(line, "us", machine), ENTER]
    await keyboard.press(pressed, [3] * len(pressed))
