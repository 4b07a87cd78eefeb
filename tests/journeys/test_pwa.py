"""A phone that loses its network, its tab or its person: no page is lost, and none goes where it should not."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, FilePayload, Page, Playwright, expect

from tests.journeys.test_portal import MADE_MS, PIXEL_7, identify, type_who
from tests.journeys.test_sending import Requests, arrived, choose, leave_a_name, pages_of, pdf_file, sha256
from tests.support import chromium
from tests.support.line import line_to
from tests.support.often import often
from tests.support.patience import PATIENCE_SECONDS
from tests.support.photos import lease
from tests.support.service import Service

pytestmark = pytest.mark.usefixtures("service_resources")  # what arrived is asked of the database

SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
"""Milliseconds, and bytes a second."""
KEPT = """() => new Promise((done) => {
  const asked = indexedDB.open("guichet");
  asked.onsuccess = () => {
    const stores = [...asked.result.objectStoreNames];
    if (!stores.length) return done([]);
    const reading = asked.result.transaction(stores);
    const pages = reading.objectStore("pages").getAll(), chunks = reading.objectStore("chunks").getAll();
    reading.oncomplete = () => {
      asked.result.close();
      const whole = pages.result.filter((each) => each.whole);
      const bytes = chunks.result.filter((each) => each.bytes instanceof ArrayBuffer);
      const held = (id) => bytes.filter((each) => each.page === id).map((each) => each.bytes.byteLength);
      done(whole.map((each) => ({ ...each, held: held(each.id).reduce((sum, size) => sum + size, 0) })));
    };
  };
})"""
"""What the phone keeps: the records of pages, with how many bytes of each stand there as ArrayBuffers."""


async def kept(page: Page) -> list[dict[str, Any]]:
    pages: list[dict[str, Any]] = await page.evaluate(KEPT)
    assert all(each["held"] == each["size"] for each in pages)
    return sorted(pages, key=lambda each: each["taken"])


async def keeps(page: Page, count: int) -> list[dict[str, Any]]:
    """Wait until the phone keeps so many pages; return them."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while len(found := await kept(page)) != count:  # noqa: ASYNC110 - the page or the service tells us no event
            await asyncio.sleep(0.05)
    return found


async def shell_is_kept(page: Page) -> None:
    await page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    await page.wait_for_function("() => navigator.serviceWorker.controller !== null")


def photos(count: int) -> list[FilePayload]:
    """Photograph so many papers on a table, small enough for a slow line."""
    taken = [lease(seed) for seed in range(9, 9 + count)]
    return [{"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": each} for each in taken]


async def test_a_cut_in_the_midst_of_the_third_page_on_a_slow_line(browser: Browser, service: Service) -> None:
    files = [pdf_file(30_000), pdf_file(31_000), pdf_file(300_000)]
    async with line_to(service.url) as line:
        page = await (await browser.new_context(**PIXEL_7)).new_page()
        await leave_a_name(page, line.url)
        await expect(page.locator("photo-upload:defined")).to_be_attached()
        requests = Requests.of(page)
        session = await page.context.new_cdp_session(page)
        await session.send("Network.enable")
        await session.send("Network.emulateNetworkConditions", SLOW_4G)
        middle = line.gone_bytes + 130_000
        line.cuts_bytes = [*range(middle, middle + 20)]  # every time that it is tried again
        await choose(page, *files)
        await page.locator("[data-together]").tap()
        bars = page.locator("[data-thumbs] progress")
        await expect(page.locator("[data-why]")).to_contain_text("Votre photo est toujours ici", timeout=MADE_MS)
        assert [await bars.nth(index).evaluate("bar => bar.value") for index in (0, 1)] == [1, 1]
        (third,) = [each for each in await kept(page) if not each["arrived"]]
        assert third["size"] == len(files[2]["buffer"])
        assert third["upload"], "the phone knows where it goes on"
        line.cuts_bytes = []
        await session.send("Network.emulateNetworkConditions", {**SLOW_4G, "uploadThroughput": -1})
        await page.locator("[data-again]").tap()
        await arrived(page)
        assert requests.methods.count("POST") == 3, "it went on, and did not begin anew"
        assert max(requests.offsets) > 0
        assert await pages_of(service, page) == [sha256(each) for each in files]
        await keeps(page, 0)


@asynccontextmanager
async def installed(playwright: Playwright, folder: Path) -> AsyncIterator[tuple[BrowserContext, int]]:
    """Run a browser that keeps what it has in a folder; give it and the number of its process."""
    path, _ = chromium.find()
    context = await playwright.chromium.launch_persistent_context(
        folder, executable_path=path, args=chromium.launch_arguments(), **PIXEL_7
    )
    try:
        yield context, _process_of(folder)
    finally:
        await context.close()


def _process_of(folder: Path) -> int:
    """Return the number of the first process of the browser that keeps what it has in this folder."""
    mark = f"--user-data-dir={folder}".encode()
    running = {int(each.name): _words(each) for each in Path("/proc").iterdir() if each.name.isdigit()}
    return min(
        number
        for number, words in running.items()
        if mark in words and not any(word.startswith(b"--type=") for word in words)
    )


def _words(process: Path) -> list[bytes]:
    try:
        return (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return []


@pytest.mark.parametrize("one_had_arrived", often([True, False], True))
async def test_a_browser_that_is_killed_after_two_shots(
    playwright: Playwright, service: Service, tmp_path: Path, one_had_arrived: bool
) -> None:
    first, *shots = photos(3)
    async with installed(playwright, tmp_path) as (context, process):
        page = await context.new_page()
        await identify(page, service)
        if one_had_arrived:
            await choose(page, first)
            await arrived(page)
            await keeps(page, 0)  # it is forgotten, and none of the two that are kept below
        deposit = page.url
        await context.set_offline(True)
        for shot in shots:
            await choose(page, shot)
        assert {each["deposit"] in deposit for each in await keeps(page, 2)} == {True}
        os.kill(process, signal.SIGKILL)
    async with installed(playwright, tmp_path) as (context, _):
        page = await context.new_page()
        await page.goto(f"{service.url}/")
        await expect(page.locator("[data-shows=others] [data-count]")).to_have_text("2")
        await page.locator(".act-bar a:visible").tap()
        await type_who(page, service)
        await page.locator(".act-bar button").tap()
        if one_had_arrived:
            await page.locator(".act-bar a:visible").tap()
            await expect(page.locator("form[data-hands-over]")).to_be_visible()
            wanted = [first, *shots]
        else:
            await page.locator("[data-shows=others] a").tap()
            await expect(page.locator(".kept img")).to_have_count(0)
            await page.locator("details:has([data-claim]) summary").first.tap()
            await page.locator("[data-claim]").tap()
            await expect(page.locator("[data-pages] img")).to_have_count(2)
            await page.locator(".act-bar button").tap()
            await page.wait_for_url("**/photo")
            await arrived(page)
            wanted = shots
        await keeps(page, 0)
        assert await pages_of(service, page) == [sha256(each) for each in wanted]
        if one_had_arrived:
            await page.locator("form[data-hands-over] button").tap()
            await page.wait_for_url("**/r/*")


async def test_offline_from_start_to_end_then_online(browser: Browser, service: Service) -> None:
    shots = photos(2)
    context = await browser.new_context(**PIXEL_7)
    page = await context.new_page()
    await page.goto(f"{service.url}/")
    await shell_is_kept(page)
    await context.set_offline(True)
    await page.goto(f"{service.url}/")
    await expect(page.locator(".empty h1")).to_be_visible()
    for count, shot in enumerate(shots, start=1):
        await choose(page, shot)
        await expect(page.locator("[data-count-own]")).to_have_text(str(count))
    assert [each["deposit"] for each in await kept(page)] == [None, None]
    await context.set_offline(False)
    await page.locator(".when-online a").tap()
    await expect(page.locator("[data-pages] img")).to_have_count(2)
    await page.locator(".act-bar a:visible").tap()
    await page.locator("a[href='/identification/contact']").tap()
    await page.locator("#name").fill("Ann")
    await page.locator("#contact").fill("0470 00 00 00")
    await page.locator(".act-bar button").tap()
    await page.locator("[data-shows=others] a").tap()
    await page.locator("#add input[type=checkbox]").check()
    await page.locator(".act-bar button").tap()
    await page.wait_for_url("**/photo")
    await arrived(page)
    await page.locator("[data-next] a").tap()
    await expect(page.locator(".papers-item")).to_have_count(2)
    await keeps(page, 0)
    assert await pages_of(service, page) == [sha256(each) for each in shots]
    await page.locator("form[data-hands-over] button").tap()
    await expect(page.locator(".slip-number")).to_be_visible()


async def test_without_a_worker_a_tunnel_loses_nothing(browser: Browser, service: Service) -> None:
    """No service worker, so no Background Sync: the page itself goes on, and the deposit waits for it."""
    (shot,) = photos(1)
    context = await browser.new_context(**PIXEL_7, service_workers="block")
    page = await context.new_page()
    await leave_a_name(page, service.url)
    await choose(page, pdf_file(30_000))
    await arrived(page)
    deposit = page.url.partition("/papers/")[0]
    await page.route("**/uploads", lambda route: route.abort())
    await choose(page, shot)
    await expect(page.locator("[data-again]")).to_be_visible(timeout=MADE_MS)
    await page.goto(deposit)  # nobody asks: it is kept
    await expect(page.locator("[data-shows=mine] [data-count]")).to_have_text("1")
    await page.locator("form[data-hands-over] button").tap()
    await expect(page.locator("[data-shows=mine]")).to_be_focused()
    await expect(page.locator("[data-shows=mine] a[href='/kept']")).to_be_visible()  # where it can be left out
    assert page.url == deposit
    await page.unroute("**/uploads")
    await page.evaluate("dispatchEvent(new Event('online'))")
    await expect(page.locator("[data-shows=mine]")).to_have_count(0, timeout=MADE_MS)
    await keeps(page, 0)
    assert sha256(shot) in await pages_of(service, page)
    await page.locator("form[data-hands-over] button").tap()
    await page.wait_for_url("**/r/*")


async def test_the_worker_sends_what_is_kept_when_no_page_is_open(browser: Browser, service: Service) -> None:
    (shot,) = photos(1)
    context = await browser.new_context(**PIXEL_7)
    page = await context.new_page()
    await leave_a_name(page, service.url)
    await page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    deposit = page.url
    session = await context.new_cdp_session(page)
    registrations: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: registrations.extend(each["registrationId"] for each in told["registrations"]),
    )
    await session.send("ServiceWorker.enable")
    await page.route("**/uploads", lambda route: route.abort())
    await choose(page, shot)
    await expect(page.locator("[data-again]")).to_be_visible(timeout=MADE_MS)
    await page.goto(f"{service.url}/r")  # a page that sends nothing, and can be asked what is kept
    told = {"origin": service.url, "registrationId": registrations[-1], "tag": "kept", "lastChance": True}
    other = await context.new_cdp_session(page)
    await other.send("ServiceWorker.enable")
    await other.send("ServiceWorker.dispatchSyncEvent", told)
    await keeps(page, 0)
    await page.goto(deposit)
    assert await pages_of(service, page) == [sha256(shot)]


async def test_pages_of_who_was_here_before_go_into_no_deposit_of_another(browser: Browser, service: Service) -> None:
    (shot,) = photos(1)
    context = await browser.new_context(**PIXEL_7)
    page = await context.new_page()
    await leave_a_name(page, service.url)
    await page.route("**/uploads", lambda route: route.abort())
    await choose(page, shot)
    await expect(page.locator("[data-again]")).to_be_visible(timeout=MADE_MS)
    await page.unroute("**/uploads")
    await page.goto(f"{service.url}/identification/contact")
    await page.locator("#name").fill("Bob")
    await page.locator("#contact").fill("0471 00 00 00")
    await page.locator(".act-bar button").tap()
    await page.wait_for_url("**/photo")
    await expect(page.locator("[data-shows=others] [data-count]")).to_have_text("1")
    await choose(page, pdf_file(30_000))
    await arrived(page)
    assert len(await pages_of(service, page)) == 1
    await page.locator("[data-shows=others] a").tap()
    await expect(page.locator("[data-count-others]")).to_have_text("1")
    await expect(page.locator(".kept img")).to_have_count(0)
    await expect(page.locator("button[form=add]")).to_be_hidden()
    await page.locator("summary", has_text="autre dépôt").tap()
    await page.locator("[data-hidden] .discard summary").tap()
    await page.locator("[data-hidden] [data-remove]").tap()
    await expect(page.locator("p[data-none]")).to_be_visible()
    await keeps(page, 0)
