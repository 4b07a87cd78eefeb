"""A clerk works through the queue by keyboard alone: what they wait for, what they press, what the tab grows to."""

import re
from collections.abc import AsyncIterator
from statistics import median
from uuid import UUID

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.resources import Resources
from tests.support.at_work import accessible, sign_in
from tests.support.clerk import WARM, Clerk, let_wait_behind, line_up, pages_made, put_first
from tests.support.deposits import hand_over, staff
from tests.support.desk import rows_of
from tests.support.held import held
from tests.support.requests import ask_for
from tests.support.service import Service

THOUGHT_SECONDS = 1
THOUGHT_LEAST = 0.9
NEXT_MAX_MS = 100
GROWTH_MAX = 0.2
KEYS_MAX = 2
MANY = 100
IN_TURN = 8
BY_LOADING_MAX = 1.3  # a verdict with all that follows, by the same desk loaded anew
DESK = re.compile(r"/backoffice/documents/[0-9a-f-]{36}$")


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, service: Service) -> AsyncIterator[Page]:
    """Sign Inès Moreau in."""
    context = await browser.new_context(base_url=service.url, viewport={"width": 1280, "height": 800}, locale="fr-BE")
    opened = await context.new_page()
    await sign_in(opened, service)
    yield opened
    await context.close()


@pytest.mark.parametrize(
    ("count", "behind"), [(20, 200), pytest.param(300, 20_000, marks=pytest.mark.torture)], ids=["20", "300"]
)
async def test_a_clerk_thinks_and_does_not_wait(
    page: Page, service: Service, service_resources: Resources, count: int, behind: int
) -> None:
    await line_up(service_resources, service.centre_id, WARM + count + IN_TURN + 1)
    await pages_made(service.centre_id)
    await put_first(service.centre_id)
    await let_wait_behind(service.centre_id, behind)
    clerk = Clerk(page)
    await clerk.sit_down()
    await clerk.decide(WARM, THOUGHT_SECONDS)
    work = await clerk.decide(count, THOUGHT_SECONDS, weigh_each=count // 10)
    waited, loaded = [], []
    for _ in range(IN_TURN):  # other tests take their share of the processor, now more and now less
        waited += (await clerk.decide(1, THOUGHT_SECONDS)).waited_ms
        loaded += await clerk.load_anew(1)
    anew = median(loaded)
    print(  # noqa: T201 - the figures that are promised
        f"{count} decided: median {work.part_ms(0.5):.0f} ms, p95 {work.part_ms(0.95):.0f} ms, "
        f"{100 * work.share_of_thought:.1f} % thought, heap {100 * work.heap_growth:+.0f} %, "
        f"nodes {100 * work.nodes_growth:+.0f} %; to load a desk anew {anew:.0f} ms"
    )
    async with transaction(system(service.centre_id)) as tx:
        assert await tx.value("SELECT count(*) FROM documents WHERE state = 'validated'") >= count
    assert max(work.keys) <= KEYS_MAX
    assert max(work.heap_growth, work.nodes_growth) <= GROWTH_MAX
    assert median(waited) <= BY_LOADING_MAX * anew, "a verdict led by a redirect to a whole page took 1.7 of it"
    if count < MANY:
        return  # other tests take their share of the processor: what is promised in seconds, the long run holds
    assert work.share_of_thought >= THOUGHT_LEAST
    assert work.part_ms(0.95) <= NEXT_MAX_MS


async def test_the_next_document_takes_the_place_of_the_last(
    page: Page, service: Service, service_resources: Resources
) -> None:
    """One answer brings it, with its address, its title, its focus and the line that undoes."""
    made = await hand_over(service_resources, service.centre_id, people()[1], types=("REV_PAIE", "REV_PAIE"))
    await pages_made(service.centre_id)
    first, second = made.document_ids
    await page.goto(f"/backoffice/documents/{first}")
    await expect(page.get_by_role("button", name="Classer")).to_be_visible()
    await page.evaluate("window.same = true")
    await page.keyboard.press("v")
    await page.wait_for_url(f"**/backoffice/documents/{second}")
    await expect(page.get_by_text("Document 2 sur 2")).to_be_visible()
    assert await page.evaluate("window.same"), "the page was not loaded anew"
    await expect(page.locator("h1")).to_be_focused()
    await expect(page.locator(".flash")).to_contain_text("Classé.")
    await accessible(page)
    await page.reload()
    await expect(page.get_by_text("Document 2 sur 2")).to_be_visible()
    kept = await page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert people()[1].last_name not in kept
    await page.go_back()
    await expect(page.get_by_text("Document 1 sur 2")).to_be_visible()
    await expect(page.get_by_role("button", name="Prendre le suivant")).to_be_visible()
    assert (await rows_of(service.centre_id, first))["state"] == "validated"


async def test_pictures_of_what_comes_next_are_there_before(
    page: Page, service: Service, service_resources: Resources
) -> None:
    """They are fetched once, while one thinks; what is only guessed is leased by nobody."""
    made = await hand_over(service_resources, service.centre_id, people()[2], types=("REV_PAIE", "REV_PAIE"))
    await pages_made(service.centre_id)
    first, second = made.document_ids
    async with transaction(system(service.centre_id)) as tx:
        page_id: UUID = await tx.value("SELECT page_id FROM document_pages WHERE document_id = $1", second)
    fetched: list[str] = []
    shown = re.compile(f"{page_id}/(page|preview)")
    page.on("request", lambda each: fetched.append(each.url) if shown.search(each.url) else None)
    async with page.expect_response(lambda each: shown.search(each.url) is not None):
        await page.goto(f"/backoffice/documents/{first}")
    await page.wait_for_timeout(300)
    await page.keyboard.press("v")
    await page.wait_for_url(f"**/backoffice/documents/{second}")
    await expect(page.locator(".stage img")).to_have_js_property("complete", value=True)
    assert len(fetched) == 1


async def test_a_key_waits_for_what_is_on_its_way(page: Page, service: Service, service_resources: Resources) -> None:
    """The suggestion is taken and the document filed though both keys came at once; a second verdict falls."""
    person = people()[3]
    await ask_for(await staff(service.centre_id, "nadia.benali"), person, "LOG_BAIL")
    made = await hand_over(service_resources, service.centre_id, person, types=(None, "REV_PAIE"))
    first, second = made.document_ids
    await pages_made(service.centre_id)
    await page.goto(f"/backoffice/documents/{first}")
    await expect(page.get_by_role("button", name="Classer")).to_be_visible()
    async with held(page, "**/validation") as verdict:
        async with held(page, "**/suggestions"):
            await page.keyboard.press("1")
            await page.keyboard.press("v")
            await page.keyboard.press("v")
        await verdict.wait()  # it is on its way by now
        await page.keyboard.press("v")
    await page.wait_for_url(f"**/backoffice/documents/{second}")
    await page.wait_for_timeout(700)
    assert (await rows_of(service.centre_id, first))["state"] == "validated"
    assert (await rows_of(service.centre_id, second))["state"] == "captured", "nobody has looked at it yet"


async def test_what_one_looks_at_closely_stays_so(page: Page, service: Service, service_resources: Resources) -> None:
    """The size holds from page to page, both pictures move as one, and the strip follows; the next begins whole."""
    made = await hand_over(service_resources, service.centre_id, people()[4], types=("REV_PAIE",) * 2, pages=12)
    await pages_made(service.centre_id)
    await page.goto(f"/backoffice/documents/{made.document_ids[0]}")
    await expect(page.get_by_role("button", name="Classer")).to_be_visible()
    size = page.locator("page-viewer output")
    await _fills_the_width(page)
    await page.keyboard.press("z")
    await expect(size).to_have_text("100 %")
    for number in range(2, 13):
        await page.keyboard.press("n")
        await expect(page.locator(f"#strip-{number}")).to_have_attribute("aria-current", "page")
    await expect(size).to_have_text("100 %")
    await expect(page.locator("#strip-12")).to_be_in_viewport(ratio=1)
    await page.keyboard.press("c")
    await expect(page.locator(".stage[data-view=compare][data-zoomed]")).to_be_visible()
    shares = """() => [...document.querySelector(".stage").children].map(
        (each) => each.scrollTop / (each.scrollHeight - each.clientHeight))"""
    await page.mouse.move(700, 500)
    await page.mouse.down()
    await page.mouse.move(660, 300, steps=4)
    await page.mouse.up()
    original, made_of_it = await page.evaluate(shares)
    assert made_of_it > 0.05
    assert abs(original - made_of_it) < 0.02
    await page.keyboard.press("v")
    await page.wait_for_url(f"**/backoffice/documents/{made.document_ids[1]}")
    await expect(page.locator(".stage")).not_to_have_attribute("data-zoomed", "")
    await page.keyboard.press("f")
    await expect(page.locator(".stage")).to_have_attribute("data-zoomed", "")
    await page.goto(f"/backoffice/documents/{made.document_ids[0]}")
    await expect(page.locator(".stage"), "the width is a way to read: it holds elsewhere").to_have_attribute(
        "data-zoomed", ""
    )


async def _fills_the_width(page: Page) -> None:
    """Press for the page's width and back; then keys that follow each other faster than pictures come."""
    image, said = page.locator(".stage img"), page.locator("page-viewer output")
    await expect(image).to_have_js_property("complete", value=True)
    await expect(said).to_have_text(re.compile(r"^\d+ %$"))
    share = """(image) => image.getBoundingClientRect().width / image.closest(".viewer").clientWidth"""
    whole = await image.evaluate(share)
    scale = await image.evaluate("image => image.clientWidth / image.getAttribute('width')")
    await page.keyboard.press("f")
    wide = await image.evaluate(share)
    assert whole < 0.8 < wide <= 1
    await page.keyboard.press("f")
    await expect(said).to_have_text(f"{round(100 * scale)} %")
    for key in "++-+":
        await page.keyboard.press(key)
    await expect(said).to_have_text(f"{round(100 * scale * 1.25**2)} %")
