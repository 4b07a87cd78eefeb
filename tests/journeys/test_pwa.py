"""A phone that loses its network, its tab or its person: no page is lost, and none goes where it should not."""

import asyncio
import os
import re
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, FilePayload, Page, Playwright, expect

from demo.camera import photograph
from demo.papers import render
from demo.people import people
from tests.journeys.test_portal import MADE_MS, PIXEL_7, identify, type_who
from tests.journeys.test_sending import Requests, arrived, choose, leave_a_name, pages_of, pdf_file, sha256
from tests.support import chromium
from tests.support.line import line_to
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
      const size = (id) => bytes.filter((each) => each.page === id).reduce((sum, each) => sum + each.bytes.byteLength, 0);
      done(whole.map((each) => ({ ...each, held: size(each.id) })));
    };
  };
})"""
"""What the phone keeps: the records of pages, with how many bytes of each stand there as ArrayBuffers."""


async def kept(page: Page) -> list[dict[str, Any]]:
    pages: list[dict[str, Any]] = await page.evaluate(KEPT)
    assert all(each["held"] == each["size"] for each in pages)
    return pages


async def keeps(page: Page, count: int) -> list[dict[str, Any]]:
    """Wait until the phone keeps so many pages; return them."""
    for _ in range(100):
        found = await kept(page)
        if len(found) == count:
            return found
        await asyncio.sleep(0.05)
    raise AssertionError(f"{len(found)} pages are kept, not {count}")


async def shell_is_kept(page: Page) -> None:
    await page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    await page.wait_for_function("() => navigator.serviceWorker.controller !== null")


def photos(count: int) -> list[FilePayload]:
    """Photograph so many papers on a table, small enough for a slow line."""
    contract = render("LOG_BAIL", people()[0], "fr", date(2026, 10, 1), seed=4)
    taken = [photograph(contract, seed, width=900, height=1200) for seed in range(9, 9 + count)]
    return [{"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": each.jpeg} for each in taken]


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
        middle = line.gone_bytes + 180_000
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
    mark = f"--user-data-dir={folder}".encode()
    own = [
        int(each.name)
        for each in Path("/proc").iterdir()
        if each.name.isdigit() and mark in (words := _words(each)) and not any(b"--type=" in word for word in words)
    ]
    try:
        yield context, min(own)
    finally:
        await context.close()


def _words(process: Path) -> list[bytes]:
    try:
        return (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return []


@pytest.mark.parametrize("one_had_arrived", [True, False])
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
        await page.locator(".act-bar a").tap()
        await type_who(page, service)
        await page.locator(".act-bar button").tap()
        if one_had_arrived:
            await page.locator(".act-bar a").tap()
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
