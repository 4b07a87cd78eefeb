"""Few taps, or none: who comes back hands a page in by two of them, and a keyboard alone goes all the way."""

import pytest
from playwright.async_api import Browser, FilePayload, Locator, Page, expect

from demo import accounts
from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.documents.claim import claim
from dossier.documents.refuse import refuse
from dossier.thesaurus.queries import refusal_reasons
from tests.journeys.test_portal import MADE_MS, PIXEL_7, identify
from tests.journeys.test_sending import pages_of, sha256
from tests.support.deposits import pdf, staff
from tests.support.keys_only import KeysOnly
from tests.support.requests import LEASE_SECONDS
from tests.support.service import Service
from tests.support.taps import count_taps, taps

pytestmark = pytest.mark.usefixtures("service_resources")

RETURNING, TYPING, ASKED = people()[2], people()[4], people()[13]
"""Each of whom no other journey here leaves anything unsent."""
TAPS_MAX = 2


async def test_who_comes_back_hands_a_page_in_by_two_taps(browser: Browser, service: Service) -> None:
    context = await browser.new_context(**PIXEL_7)
    page = await context.new_page()
    await identify(page, service, person=RETURNING)
    await page.set_input_files("#photos", files=[_paper("30")])
    await page.locator("[data-send]").tap(timeout=MADE_MS)
    await page.locator("form[action='/remembered'] button").tap()
    await expect(page.locator("form[action='/remembered/removal'] button")).to_be_visible()
    await context.clear_cookies(name="guichet_portal")  # a day later
    await page.close()

    page = await context.new_page()
    await count_taps(page)
    manifest = await (await page.request.get(f"{service.url}/manifest.webmanifest")).json()
    await page.goto(f"{service.url}{manifest['start_url']}")
    await page.wait_for_url("**/photo")
    await expect(page.locator(".step-head")).to_contain_text(RETURNING.first_name)
    file = _paper("31")
    async with page.expect_file_chooser() as choosing:  # the phone's own camera: two taps in it
        await page.locator(".choose .file").tap()
    await (await choosing.value).set_files([file])
    await expect(page.locator("[data-send]")).to_be_visible(timeout=MADE_MS)
    assert await pages_of(service, page) == [sha256(file)]
    await page.locator("[data-send]").tap()
    await page.wait_for_url("**/r/*")
    await expect(page.locator(".slip-number")).to_be_visible()
    assert await taps(page) == ["page"] * TAPS_MAX

    await page.go_back()  # to the camera, and to what stands between the icon and it: nobody is trapped
    await page.goto(f"{service.url}/")
    await expect(page.locator(".lead")).to_contain_text(RETURNING.first_name)


async def test_nothing_is_sent_while_it_is_asked_whether_files_are_one_paper(
    browser: Browser, service: Service
) -> None:
    page = await (await browser.new_context(**PIXEL_7, service_workers="block")).new_page()
    await identify(page, service, person=ASKED)
    send, following = page.locator("[data-send]"), page.locator("[data-next]")
    await page.set_input_files("#photos", files=[_paper("33")])
    await expect(send).to_be_visible(timeout=MADE_MS)
    await page.set_input_files("#photos", files=[_paper("34"), _paper("35")])
    await expect(page.locator("[data-question]")).to_be_visible()
    for way in (send, following):
        await expect(way).to_be_hidden()
    await page.locator("[data-together]").tap()
    await expect(page.locator("[data-question]")).to_be_hidden()
    await expect(page.locator("[data-thumbs] .thumb[data-state]")).to_have_count(3, timeout=MADE_MS)
    for way in (send, following):
        await expect(way).to_be_visible(timeout=MADE_MS)
    await send.tap()
    await page.wait_for_url("**/r/*")


async def test_the_whole_way_by_keyboard(browser: Browser, service: Service) -> None:
    page = await (await browser.new_context(viewport={"width": 1024, "height": 768}, locale="fr-BE")).new_page()
    page.on("filechooser", lambda _: None)  # asked for once: asked for anew, it comes too late for some
    keys = await KeysOnly.at(page)
    await page.goto(f"{service.url}/")
    await keys.hear()
    await keys.press(page.locator(".act-bar a"))
    await page.wait_for_url("**/identification")
    await keys.hear()
    born = TYPING.birth_date
    await keys.type(page.locator("#number"), accounts.file_of(TYPING))
    for part, value in (("day", born.day), ("month", born.month), ("year", born.year)):
        await keys.type(page.locator(f"#birth_date_{part}"), str(value))
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/photo")
    await keys.hear()

    await _choose(keys, _paper("30"), _paper("31"))
    await keys.press(page.locator("[data-together]"))
    await keys.press(await _arrived(page))
    await page.wait_for_url("**/papers/*")
    await expect(page.locator("#pages .compare")).to_have_count(2, timeout=MADE_MS)
    await keys.hear()
    first, second = await _order(page)
    later = page.get_by_role("button", name="Reculer la page 1")
    await keys.press(later)
    await expect(page.locator(".order > li").first).to_have_attribute("data-original", second)
    assert await _order(page) == [second, first]
    await keys.press(page.locator(".act-bar a"))
    await page.wait_for_url("**/type")
    await keys.hear()
    await keys.press(page.locator("button[value=payslip]"))
    await page.wait_for_url("**/deposits/*")
    await keys.hear()
    await keys.press(page.locator("form[data-hands-over] button"))
    await page.wait_for_url("**/r/*")
    await keys.hear()

    await _refuse(service, page)
    await keys.press(page.locator("#documents .retake button").first)
    await page.wait_for_url("**/photo")
    await keys.hear()
    await _choose(keys, _paper("32"))
    await _arrived(page)
    await keys.press(page.locator("[data-send]"))
    await page.wait_for_url("**/r/*")
    await expect(page.locator("#documents")).to_contain_text("Page reprise")
    await keys.press(page.locator(".brand"))
    await page.wait_for_url(f"{service.url}/")
    await keys.press(page.locator("a[href='/mine']"))
    await page.wait_for_url("**/mine")
    await keys.hear()


def _paper(words: str) -> FilePayload:
    """Return a page with which nothing is wrong."""
    return {"name": "page.pdf", "mimeType": "application/pdf", "buffer": pdf(words)}


async def _choose(keys: KeysOnly, *files: FilePayload) -> None:
    await keys.reach(keys.page.locator("#photos"))
    async with keys.page.expect_file_chooser() as choosing:
        await keys.page.keyboard.press("Enter")
    await (await choosing.value).set_files(list(files))


async def _arrived(page: Page) -> Locator:
    way = page.locator("[data-next] a")
    await expect(way).to_be_visible(timeout=MADE_MS)
    return way


async def _order(page: Page) -> list[str]:
    order: list[str] = await page.locator(".order > li").evaluate_all("all => all.map((each) => each.dataset.original)")
    return order


async def _refuse(service: Service, page: Page) -> None:
    """Refuse the one document of the receipt that is open, and wait until it says so."""
    async with transaction(system(service.centre_id)) as tx:
        number = await page.locator(".slip-number").inner_text()
        document_id = await tx.value(
            """SELECT d.id FROM documents d JOIN receipts r ON r.deposit_id = d.deposit_id
               WHERE r.number = $1""",
            number,
        )
    agent = await staff(service.centre_id, next(name for name, roles in accounts.staff() if "capture_agent" in roles))
    await claim(agent, document_id, LEASE_SECONDS)
    await refuse(agent, document_id, (await refusal_reasons(agent))[0].id, note="")
    await expect(page.locator("#documents [data-state=need]")).to_be_visible()
