"""What a phone keeps goes where its person says, once, and is shown to nobody else; what does not go is said."""

import asyncio

import pytest
from playwright.async_api import Browser, FileChooser, Page, Route, expect

from tests.journeys.test_portal import MADE_MS, PIXEL_7
from tests.journeys.test_pwa import keeps, kept, photos, shell_is_kept
from tests.journeys.test_sending import (
    arrived,
    choose,
    leave_a_name,
    no_picture,
    pages_held,
    pages_of,
    pdf_file,
    sha256,
)
from tests.journeys.test_shared import share
from tests.support.often import often
from tests.support.patience import PATIENCE_SECONDS
from tests.support.service import Service

pytestmark = pytest.mark.usefixtures("service_resources")  # what arrived is asked of the database

HOLD = """(id) => new Promise((held) => navigator.locks.request(`kept:${id}`, () => new Promise((done) => {
  globalThis.letGo = done;
  held();
})))"""
"""Have a kept page in hand."""
ASKED_FOR = "async (id) => (await navigator.locks.query()).pending.some((each) => each.name === `kept:${id}`)"
"""Whether somebody waits for a page in hand."""
ARRIVE = """(id) => new Promise((done) => {
  const asked = indexedDB.open("guichet");
  asked.onsuccess = () => {
    const writing = asked.result.transaction("pages", "readwrite"), pages = writing.objectStore("pages");
    pages.get(id).onsuccess = (event) => pages.put({ ...event.target.result, arrived: true });
    writing.oncomplete = () => { asked.result.close(); globalThis.letGo(); done(); };
  };
})"""
"""Note that the page in hand was sent, and let go of it."""
AWAY_FOR = """(deposit) => {
  const real = self.fetch;
  const away = async () => new Response("", { status: 503 });
  self.fetch = (to, how) => String(to).includes(deposit) ? away() : real(to, how);
}"""
"""Have the worker's questions about one deposit answered by 503."""
SLOW_DISK = """() => {
  const real = Blob.prototype.arrayBuffer, written = new Promise((done) => { globalThis.write = done; });
  Blob.prototype.arrayBuffer = async function () { await written; return real.call(this); };
}"""
"""Keep files from being read, so that none is written, until `write` is called."""


async def wait_for_network(page: Page) -> None:
    """Take a photo for the deposit of which nothing comes through."""
    await page.route("**/uploads", lambda route: route.abort())
    await choose(page, *photos(1))
    await expect(page.locator("[data-again]")).to_be_visible(timeout=MADE_MS)


async def without_a_worker(browser: Browser) -> Page:
    return await (await browser.new_context(**PIXEL_7, service_workers="block")).new_page()


async def take_without_network(page: Page, service: Service) -> None:
    """Take a photo on the page without network, in a browser that has the shell."""
    await page.goto(f"{service.url}/")
    await shell_is_kept(page)
    await page.context.set_offline(True)
    await page.goto(f"{service.url}/")
    await choose(page, *photos(1))
    await expect(page.locator("[data-count-own]")).to_have_text("1")


async def test_a_page_in_hand_elsewhere_goes_into_one_deposit_alone(browser: Browser, service: Service) -> None:
    """Another tab, or the worker, is just sending it: to add it to another deposit waits for what comes of that."""
    page = await without_a_worker(browser)
    await leave_a_name(page, service.url)
    await wait_for_network(page)
    (waiting,) = await kept(page)
    await page.goto(f"{service.url}/kept", wait_until="networkidle")
    await expect(page.locator("[data-pages] img")).to_have_count(1)
    await page.evaluate(HOLD, waiting["id"])
    await page.locator(".act-bar button").tap()
    await until(page, ASKED_FOR, waiting["id"])
    await page.evaluate(ARRIVE, waiting["id"])
    await page.wait_for_url("**/photo")
    assert waiting["deposit"] not in page.url
    assert [each["deposit"] for each in await keeps(page, 1)] == [waiting["deposit"]]


async def until(page: Page, holds: str, arg: str) -> None:
    """Wait until a question whose answer takes time is answered by true."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not await page.evaluate(holds, arg):  # noqa: ASYNC110 - the page or the service tells us no event
            await asyncio.sleep(0.05)


async def test_two_tabs_send_a_page_once(browser: Browser, service: Service) -> None:
    page = await without_a_worker(browser)
    begun: list[str] = []
    page.context.on("request", lambda asked: begun.append(asked.method) if asked.url.endswith("/uploads") else None)
    await leave_a_name(page, service.url)
    await choose(page, pdf_file(30_000))
    await arrived(page)
    held, go = asyncio.Event(), asyncio.Event()

    async def hold(route: Route) -> None:
        held.set()
        await go.wait()
        await route.continue_()

    await page.route("**/uploads", hold)
    (shot,) = photos(1)
    await choose(page, shot)
    await held.wait()
    (waiting,) = [each for each in await kept(page) if not each["arrived"]]
    other = await page.context.new_page()
    await other.goto(page.url.partition("/papers/")[0])
    await until(other, ASKED_FOR, waiting["id"])
    go.set()
    await keeps(other, 0)
    assert begun == ["POST", "POST"]
    assert (await pages_of(service, page)).count(sha256(shot)) == 1


async def test_a_deposit_that_cannot_be_asked_for_holds_up_no_other(browser: Browser, service: Service) -> None:
    page = await (await browser.new_context(**PIXEL_7)).new_page()
    deposits = []
    for _ in range(2):
        await leave_a_name(page, service.url)
        await page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        deposits.append(page.url)
        await wait_for_network(page)
    first, second = await keeps(page, 2)
    (worker,) = page.context.service_workers
    await worker.evaluate(AWAY_FOR, first["deposit"])
    await page.goto(f"{service.url}/r")  # a page that sends nothing
    await worker.evaluate("dispatchEvent(Object.assign(new ExtendableEvent('sync'), { tag: 'kept' }))")
    assert [each["id"] for each in await keeps(page, 1)] == [first["id"]]
    assert len(await pages_held(service, deposits[1])) == 1, second


@pytest.mark.parametrize("why", often(["no network", "refused"], "no network"))
async def test_pages_are_noted_once_their_deposit_is_there(browser: Browser, service: Service, why: str) -> None:
    page = await without_a_worker(browser)
    await leave_a_name(page, service.url)
    await wait_for_network(page)
    (before,) = await kept(page)
    await page.goto(f"{service.url}/kept", wait_until="networkidle")
    await expect(page.locator("[data-pages] img")).to_have_count(1)
    if why == "refused":
        await page.context.clear_cookies()  # nobody is known any more
    else:
        await page.context.set_offline(True)
    await page.locator(".act-bar button").tap()
    said = {"refused": "Nous ne savons pas encore qui vous êtes", "no network": "Il n’y a pas de réseau"}[why]
    await expect(page.locator("[data-refusal]")).to_contain_text(said)
    assert await kept(page) == [before]
    await expect(page.locator("[data-pages] img")).to_have_count(1)


async def test_the_overview_says_why_a_page_is_refused(browser: Browser, service: Service) -> None:
    page = await without_a_worker(browser)
    await leave_a_name(page, service.url)
    await choose(page, pdf_file(30_000))
    await arrived(page)
    await page.route("**/uploads", lambda route: route.abort())
    await choose(page, no_picture())
    await expect(page.locator("[data-again]")).to_be_visible(timeout=MADE_MS)
    await page.unroute("**/uploads")
    await page.goto(page.url.partition("/papers/")[0])
    says = page.locator("[data-shows=mine] [data-says]")
    await expect(says).not_to_contain_text("Nous les envoyons", timeout=MADE_MS)
    await expect(says).to_contain_text("Nous ne pouvons pas")
    await keeps(page, 1)


async def test_pages_without_a_deposit_show_a_picture_where_they_were_taken(browser: Browser, service: Service) -> None:
    page = await (await browser.new_context(**PIXEL_7)).new_page()
    await take_without_network(page, service)
    await page.reload()
    await expect(page.locator("[data-pages] img")).to_have_count(1)
    other = await page.context.new_page()  # the next who opens it
    for address in ("/", "/kept"):
        await page.context.set_offline(address == "/")
        await other.goto(f"{service.url}{address}")
        await expect(other.locator("[data-count-earlier]")).to_have_text("1")
        await expect(other.locator("[data-pages-earlier] time")).not_to_be_empty()
        await expect(other.locator(".kept img")).to_have_count(0)
        await expect(other.locator("[data-if-own]").first).to_be_hidden()
    await other.locator("[data-claims=earlier]").tap()
    await expect(other.locator("[data-pages] img")).to_have_count(1)


@pytest.mark.parametrize("names_itself", [True, False])
async def test_what_another_site_posts_is_shown_as_nobody_s(
    browser: Browser, service: Service, names_itself: bool
) -> None:
    """A site that says who it is never comes in; of one that hides it a worker cannot know, so it is nobody's."""
    page = await (await browser.new_context(**PIXEL_7)).new_page()
    await page.goto(f"{service.url}/")
    await shell_is_kept(page)
    policy = "origin" if names_itself else "no-referrer"
    await page.route(
        "http://elsewhere.test/",
        lambda route: route.fulfill(
            body="<p>Elsewhere</p>", content_type="text/html", headers={"Referrer-Policy": policy}
        ),
    )
    await page.goto("http://elsewhere.test/")
    await share(page, *photos(1), to=service.url)
    if names_itself:
        await expect(page.locator("main")).to_contain_text("autre site")
        await page.goto(f"{service.url}/r")
        await keeps(page, 0)
    else:
        await expect(page.locator("[data-count-shared]")).to_have_text("1")
        await expect(page.locator(".kept img")).to_have_count(0)
        await expect(page.locator("[data-if-own]").first).to_be_hidden()


async def test_the_camera_waits_until_what_was_taken_is_written(browser: Browser, service: Service) -> None:
    page = await without_a_worker(browser)
    await leave_a_name(page, service.url)
    await expect(page.locator("photo-upload:defined")).to_be_attached()
    choosers: list[FileChooser] = []
    page.on("filechooser", lambda chooser: choosers.append(chooser))  # noqa: PLW0108 - Playwright takes no built-in
    await page.evaluate(SLOW_DISK)
    await choose(page, *photos(1))
    await page.locator("label.file").tap()
    await asyncio.sleep(0.5)
    assert (choosers, await kept(page)) == ([], [])
    async with page.expect_event("filechooser"):
        await page.evaluate("write()")
    assert len(await kept(page)) == 1
