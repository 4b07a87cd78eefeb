"""The kiosk in each language, from the first touch to the receipt on paper: one in every run, all in torture."""

from collections.abc import AsyncIterator
from functools import cache

import pytest
import pytest_asyncio
from babel.messages.pofile import read_po
from playwright.async_api import Page, Playwright, expect

from demo import accounts
from demo.people import people
from dossier.resources import opened
from tests.journeys.test_kiosk import MADE_MS
from tests.journeys.test_kiosk_printer import PRINTED_MS, Kiosk, kiosk_with_printer
from tests.support.at_work import accessible
from tests.support.escpos.printer import until
from tests.support.kiosk_visits import FINGERS_MS
from tests.support.often import often
from tests.support.service import Service, browser_with
from tests.support.tray_films import LAID_DOWN, Tray, payslip
from web.catalogues import LANGUAGES, LOCALE_DIR, direction, gettext, speaking

ALWAYS = "ar"
"""Right to left, and letters of their own; other journeys at the kiosk are in French and in Dutch."""

_SHOWN = """code => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const place = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.split(/\\s+/).filter(Boolean).join(" ");
    if (text && !place.closest("script, style, template") && place.closest("[lang]").lang === code) found.push(text);
  }
  return found;
}"""
"""Every text of a page in its language, also of dialogs that are shut; none that is marked as another language."""


@cache
def untranslated(code: str) -> frozenset[str]:
    """Return the message ids that would be English on a screen of this language."""
    catalogues = [read_po(path.open("rb")) for path in (LOCALE_DIR / code).glob("*.po")]
    every = [(message.id, message.string) for each in catalogues for message in each if message.id]
    ids = [(one, other) for one, other in every if isinstance(one, str) and one != other]
    return frozenset(one for one, _ in ids)


async def speaks(page: Page, code: str, heading: str) -> None:
    """Expect a screen of this language: its heading is, it runs as the language does, and nothing of it is English."""
    with speaking(code):
        title, way = gettext(heading), direction()
    await expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible(timeout=MADE_MS)
    await expect(page.locator("html")).to_have_attribute("lang", code)
    await expect(page.locator("html")).to_have_attribute("dir", way)
    shown = await page.evaluate(_SHOWN, code)
    assert len(shown) > 10
    assert set(shown) & untranslated(code) == set()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def kiosk(
    playwright: Playwright, service: Service, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Kiosk]:
    folder = tmp_path_factory.mktemp("languages")
    film = Tray(payslip()).film(folder / "laid.y4m", LAID_DOWN)
    async with (
        opened(service.settings),
        browser_with(playwright, film) as browser,
        kiosk_with_printer(browser, service, folder / "kiosk") as running,
    ):
        yield running


@pytest.mark.parametrize("code", often(LANGUAGES, ALWAYS))
async def test_a_paper_is_handed_in_in_each_language(kiosk: Kiosk, code: str) -> None:
    page, person, slips = kiosk.page, people()[0], len(kiosk.printer.slips)
    await page.get_by_role("link", name=LANGUAGES[code]).tap()
    await speaks(page, code, "Who are you?")
    await page.locator(".tiles a[href='/kiosk/identification/number']").tap()
    await speaks(page, code, "Your file number")
    await expect(page.locator("#number")).to_be_focused()
    await page.keyboard.type(accounts.file_of(person).replace("-", ""), delay=FINGERS_MS)
    await page.locator("button[form=who]").tap()
    await speaks(page, code, "Your birth date")
    await expect(page.locator("#birth_date")).to_be_focused()
    await page.keyboard.type(f"{person.birth_date:%d%m%Y}", delay=FINGERS_MS)
    await page.locator("button[form=who]").tap()
    await speaks(page, code, "Lay your paper down")  # which the film does, and nobody touches the button
    await expect(page.locator(".kiosk-sheet img[src^='/kiosk/']")).to_be_visible(timeout=MADE_MS)
    await speaks(page, code, "Is this page right?")
    await page.locator(".kiosk-acts a").last.tap()
    await speaks(page, code, "What is this paper?")
    await page.locator("button[value=payslip]").tap()
    await speaks(page, code, "Is this everything?")
    await page.locator("button[form=send]").tap()
    await expect(page.locator(".slip-number")).to_be_visible()
    number = await kiosk.number()
    await until(lambda: len(kiosk.printer.slips) == slips + 1)
    await expect(page.locator("[data-when=printed]")).to_be_visible(timeout=PRINTED_MS)
    await speaks(page, code, "Take your receipt")
    await accessible(page)
    assert number in kiosk.printer.head.texts
    assert kiosk.printer.codes[-1].startswith(f"{kiosk.service.url}/r/")
    await page.locator(".kiosk-acts button[form=leave]").tap()
    await expect(page.locator(".attract")).to_be_visible()
