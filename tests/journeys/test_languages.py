"""People who read another language than the centre's: Arabic from first screen to receipt, a voice, the menu."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, Playwright, expect

from demo import accounts
from tests.journeys.test_kiosk import BORN, FINGERS_MS, SAMIRA, paired_kiosk
from tests.journeys.test_portal import MADE_MS, PIXEL_7, photo_file, type_who
from tests.support.at_work import accessible
from tests.support.photos import payslip_film
from tests.support.service import Service, browser_with

pytestmark = pytest.mark.usefixtures("service_resources")  # verbs run beside the service: an administrator's, say

PAYSLIP = "قسيمة الراتب"
FLIPS = "[dir=rtl] .icon[data-flips]:not([dir=ltr] *)"
STAYS = ".icon:not([data-flips]), .drawing, [dir=ltr] .icon"
ARAB_PHONE: dict[str, Any] = {**PIXEL_7, "locale": "ar-MA", "service_workers": "block"}
VOICES = """voices => {
  const said = (window.said = []);
  const stopped = (window.stopped = { times: 0 });
  speechSynthesis.getVoices = () => voices.map((lang) => ({ lang, name: lang }));
  speechSynthesis.speak = (each) => said.push([each.lang, each.text]);
  speechSynthesis.cancel = () => (stopped.times += 1);
  window.SpeechSynthesisUtterance = class extends EventTarget {
    constructor(text) { super(); this.text = text; }
  };
}"""
"""What a browser with these voices does; the one of tests has none and makes no sound."""


async def runs_left(page: Page) -> None:
    """Check that a screen is Arabic, mirrored, has no barrier and shows all of its width."""
    await expect(page.locator("html")).to_have_attribute("lang", "ar")
    await expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for way, arrows in (("-1", FLIPS), ("1", STAYS)):
        turned = await page.locator(arrows).evaluate_all(
            "found => found.filter(each => each.checkVisibility()).map(each => getComputedStyle(each).transform)"
        )
        mirrored = [each for each in turned if each.startswith("matrix(-1,")]
        assert len(mirrored) == (len(turned) if way == "-1" else 0)
    await accessible(page)


async def test_arabic_on_a_phone_from_the_first_screen_to_the_receipt(browser: Browser, service: Service) -> None:
    page = await (await browser.new_context(**ARAB_PHONE)).new_page()
    await page.goto(f"{service.url}/")
    await runs_left(page)
    await page.locator(".act-bar a").tap()
    await runs_left(page)
    await page.locator(".act-bar button").tap()  # nothing typed yet
    await expect(page.locator("#birth_date-error")).to_be_visible()
    await runs_left(page)
    await type_who(page, service)
    await page.locator(".act-bar button").tap()
    another = page.locator("form[action='/deposits'] button")
    await expect(page.locator("#photos").or_(another.first)).to_be_attached()
    if await another.count():
        await another.first.tap()
    await page.wait_for_url("**/photo")
    await runs_left(page)
    await page.set_input_files("#photos", files=[photo_file()])
    await page.locator("[data-next] a").tap(timeout=MADE_MS)
    await expect(page.locator("#pages .compare img")).to_have_count(2, timeout=MADE_MS)
    await runs_left(page)
    await page.locator(".act-bar a").tap()
    await runs_left(page)
    await page.locator("button[value=payslip]").tap()
    await expect(page.locator("#papers .papers-title").last).to_have_text(PAYSLIP)
    await runs_left(page)
    await page.locator(".act-bar button").tap()
    await page.wait_for_url("**/r/*")
    await expect(page.locator("#documents")).to_contain_text(PAYSLIP)
    await expect(page.locator(".slip-head [lang]")).to_have_attribute("lang", "fr")  # the centre's own name
    await runs_left(page)
    pdf = await page.request.get(f"{page.url}/pdf")
    assert pdf.status == 200
    assert (await pdf.body()).startswith(b"%PDF-")


@pytest.mark.torture  # long; Arabic is walked at the portal in every run
async def test_arabic_at_the_kiosk_from_the_first_screen_to_the_receipt(
    service: Service, playwright: Playwright, tmp_path: Path
) -> None:
    film = tmp_path / "payslip.y4m"
    film.write_bytes(payslip_film())
    async with browser_with(playwright, film) as browser, paired_kiosk(browser, service) as page:
        await expect(page.locator(".attract-languages a")).to_have_count(8)
        await accessible(page)
        await page.get_by_role("link", name="العربية").tap()
        await runs_left(page)
        await page.locator(".tiles a[href='/kiosk/identification/number']").tap()
        await expect(page.locator("#number")).to_be_focused()
        await page.keyboard.type(accounts.file_of(SAMIRA).replace("-", ""), delay=FINGERS_MS)
        await runs_left(page)
        await page.locator("button[form=who]").tap()
        await expect(page.locator("#birth_date")).to_be_focused()
        await page.keyboard.type(BORN, delay=FINGERS_MS)
        await page.locator("button[form=who]").tap()
        await page.locator("[data-shoot]").tap()
        await expect(page.locator(".kiosk-sheet img[src^='/kiosk/']")).to_be_visible(timeout=MADE_MS)
        await runs_left(page)
        await page.locator(".kiosk-acts a").last.tap()
        await page.locator("button[value=payslip]").tap()
        await expect(page.locator("#papers")).to_contain_text(PAYSLIP)
        await runs_left(page)
        await page.locator("button[form=send]").tap()
        await expect(page.locator(".slip-number")).to_have_attribute("dir", "ltr")
        slip = await page.locator(".slip").bounding_box()
        assert slip is not None
        assert slip["width"] > 400, "the number can be read"
        await runs_left(page)
        await page.locator(".kiosk-acts button[form=leave]").tap()
        await expect(page.locator("html")).to_have_attribute("lang", "fr")  # the next person begins anew


async def test_the_language_menu_works_by_keyboard_and_is_remembered(browser: Browser, service: Service) -> None:
    page = await (await browser.new_context(**{**ARAB_PHONE, "locale": "nl-BE"})).new_page()
    await page.goto(f"{service.url}/identification")
    await page.locator(".language-menu summary").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".language-sheet")).to_be_visible()
    await accessible(page)
    await page.keyboard.press("Tab")
    await expect(page.locator(".language-sheet a").first).to_be_focused()
    await page.get_by_role("link", name="Українська").press("Enter")
    await expect(page.locator("html")).to_have_attribute("lang", "uk")
    await page.goto(f"{service.url}/")
    await expect(page.locator("h1")).to_have_text("Подайте ваші документи")
    await expect(page.locator(".first-languages p")).to_contain_text("машина")


async def test_a_screen_is_read_aloud_where_the_browser_has_the_voice(browser: Browser, service: Service) -> None:
    context = await browser.new_context(**ARAB_PHONE)
    page = await context.new_page()
    await page.goto(f"{service.url}/identification")
    await expect(page.locator("read-aloud")).to_be_hidden()  # no voice at all
    await page.add_init_script(f"({VOICES})(['nl-NL', 'ar-SA'])")
    await page.reload()
    button = page.locator("read-aloud button")
    await expect(button).to_have_attribute("aria-pressed", "false")
    await accessible(page)
    await button.focus()
    await page.keyboard.press("Enter")
    await expect(button).to_have_attribute("aria-pressed", "true")
    said = await page.evaluate("window.said")
    assert {lang for lang, _ in said} == {"ar"}
    heading = await page.locator("h1").inner_text()
    assert heading in [text for _, text in said]
    assert [text for _, text in said].count(heading) == 1
    before = await page.evaluate("window.stopped.times")
    await page.keyboard.press("Escape")
    await expect(button).to_have_attribute("aria-pressed", "false")
    assert await page.evaluate("window.stopped.times") == before + 1
    await page.goto(f"{service.url}/identification?lang=uk")
    await expect(page.locator("read-aloud")).to_be_hidden()  # none for this language
