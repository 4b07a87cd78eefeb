"""After each person at a kiosk, however they leave, nothing of them is left: neither on it nor in it."""

import asyncio
import os
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import Error, Page, Playwright, Route, expect

from demo.people import people
from tests.journeys.test_kiosk_printer import Kiosk, kiosk_with_printer
from tests.support.kiosk_probes import PROBES, START, Left, drawn, found_by, held
from tests.support.kiosk_visits import LEAVES, MADE_MS, WATCHING, Traces, Visitor, Watch, film_of_a_payslip, visit
from tests.support.service import HOST, Service, browser_with

pytestmark = pytest.mark.usefixtures("service_resources")

SEED = 20261127
BUSY_SECONDS = 2.5


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return film_of_a_payslip(tmp_path_factory.mktemp("film"))


@asynccontextmanager
async def watched(
    playwright: Playwright, service: Service, film: Path, folder: Path
) -> AsyncIterator[tuple[Kiosk, Watch]]:
    """Run a kiosk with its service and printer, and note all that its browser does.

    As in life the web has another name than the service beside the browser, and each site a process of its own: the
    browser without windows would spare that.
    """
    named = replace(service, url=service.url.replace(HOST, "localhost"))
    async with (
        browser_with(playwright, film, "--site-per-process") as browser,
        kiosk_with_printer(browser, named, folder) as kiosk,
    ):
        await kiosk.page.add_init_script(WATCHING)
        await kiosk.page.context.grant_permissions(["clipboard-read", "clipboard-write", "camera"])
        await kiosk.page.goto(START)
        yield kiosk, Watch(kiosk.page)


async def left_by(kiosk: Kiosk, watch: Watch, traces: Traces, folder: Path) -> Left:
    logs = tuple(kiosk.service.settings.scratch_dir.parent / name for name in ("serve.log", "worker.log"))
    cdp = await kiosk.page.context.new_cdp_session(kiosk.page)
    return Left(
        watch=watch, traces=traces, cdp=cdp, folder=folder, agent_pid=kiosk.agent.pid, logs=logs, printer=kiosk.printer
    )


@pytest.mark.parametrize("visits", [len(LEAVES), pytest.param(50, marks=pytest.mark.torture)])
async def test_nothing_is_left_of_anybody(
    playwright: Playwright, service: Service, film: Path, tmp_path: Path, visits: int
) -> None:
    assert len(PROBES) >= 30
    dice, folder = random.Random(SEED), tmp_path / "kiosk"
    async with watched(playwright, service, film, folder) as (kiosk, watch):
        for turn in range(visits):
            person = dice.choice(people())
            before = held(kiosk.agent.pid, Traces(person).words)
            traces = await visit(watch, person, turn, dice)
            left = replace(await left_by(kiosk, watch, traces, folder), held_before=before)
            found = await found_by(PROBES, left)
            assert found == {}, f"visit {turn}"


PLANTED = {
    "dom": "trace => { document.body.append(trace) }",
    "typed": "trace => { document.body.appendChild(document.createElement('input')).value = trace }",
    "local_storage": "trace => { localStorage.setItem('a', trace) }",
    "session_storage": "trace => { sessionStorage.setItem('a', trace) }",
    "databases": "trace => new Promise(done => { indexedDB.open(trace).onsuccess = () => done() })",
    "cache_storage": "trace => caches.open(trace).then(() => {})",
    "cookies": "trace => { document.cookie = `a=${trace}; path=/kiosk` }",
    "history": "trace => { history.pushState(null, '', `?${trace}`) }",
    "history_state": "trace => { history.replaceState(trace, '') }",
    "title": "trace => { document.title = trace }",
    "window_name": "trace => { window.name = trace }",
    "clipboard": "trace => navigator.clipboard.writeText(trace)",
    "camera": "() => navigator.mediaDevices.getUserMedia({video: true}).then(() => {})",
    "on_paper": "trace => { const slip = document.createElement('p'); slip.className = 'slip'; slip.append(trace); "
    "document.querySelector('main').append(slip) }",
    "read_aloud": """trace => { const word = document.body.appendChild(document.createElement('p'));
                      word.setAttribute('aria-label', trace); word.setAttribute('role', 'status') }""",
    "selection": "() => { document.body.appendChild(document.createElement('input')).focus() }",
    "media_session": "trace => { navigator.mediaSession.metadata = new MediaMetadata({title: trace}) }",
    "console": "trace => { console.log(trace) }",
    "performance": "trace => { performance.mark(trace) }",
    "global_names": "trace => { window.leftover = trace }",
    "comfort": "() => { document.documentElement.dataset.text = 'large' }",
    "asked_addresses": "trace => fetch(`/kiosk/letter?${trace}`).then(() => {})",
}
"""How a trace is laid where a probe looks; the others are planted by hand below."""


async def to_start(page: Page) -> None:
    """Go to the first screen; the one before may lead there by itself at that very moment, and end our own way."""
    try:
        await page.goto(START)
    except Error as error:
        if "ERR_ABORTED" not in error.message:
            raise
        await page.wait_for_url(f"**{START}")


async def test_each_probe_finds_what_is_laid_where_it_looks(
    playwright: Playwright, service: Service, film: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "teeth"
    async with watched(playwright, service, film, folder) as (kiosk, watch):
        visitor = Visitor(watch, people()[0])
        await visitor.begin()
        await visitor.say_who()
        await visitor.photograph()
        left = await left_by(kiosk, watch, visitor.traces, folder)
        trace = max(visitor.traces.names & visitor.traces.all, key=len)
        number = next(each for each in visitor.traces.words if "-" in each)
        by_name = {each.__name__: each for each in PROBES}
        for name in ("drawn", "dom", "blobs", "pictures", "session_of_before", "comfort"):  # the visit still goes on
            assert await by_name[name](left), name
        for name, script in PLANTED.items():
            await to_start(kiosk.page)
            await kiosk.page.evaluate(script, number if name in {"asked_addresses", "on_paper"} else trace)
            assert await by_name[name](left), name
        (folder / "planted").write_text(trace)
        assert await by_name["agent_files"](left)
        log = tmp_path / "planted.log"
        log.write_text(f"GET /{number}")
        assert await by_name["logs"](replace(left, logs=(log,)))
        assert await by_name["national_number"](
            replace(left, traces=replace(left.traces, seen=[left.traces.person.niss_written]))
        )
        own = replace(left, agent_pid=os.getpid())
        assert number in await by_name["agent_memory"](own)


async def test_an_answer_that_was_on_its_way_is_not_shown_to_the_next_person(
    playwright: Playwright, service: Service, film: Path, tmp_path: Path
) -> None:
    async with watched(playwright, service, film, tmp_path / "late") as (kiosk, watch):
        page, held, ended = kiosk.page, asyncio.Event(), asyncio.Event()
        visitor = Visitor(watch, people()[0])
        await visitor.begin()
        await visitor.type_number()

        async def hold(route: Route) -> None:
            answer = await route.fetch(max_redirects=0)
            held.set()
            await ended.wait()
            with suppress(Error):  # who asked is gone
                await route.fulfill(response=answer)

        async def end_late(route: Route) -> None:
            ended.set()  # the late answer comes first
            await asyncio.sleep(0.3)
            assert await page.locator("body > *").count() == 0
            await route.continue_()

        await page.route("**/kiosk/identification/number", hold)
        await page.route("**/kiosk/visit/end", end_late)
        await page.get_by_role("button", name="Continuer").tap()
        await held.wait()
        await page.get_by_role("button", name="Aide").tap()
        await page.get_by_role("button", name="Arrêter et tout effacer").tap()
        await expect(page.locator(".attract")).to_be_visible()
        await page.unroute_all()
        assert await found_by(PROBES, await left_by(kiosk, watch, visitor.traces, tmp_path / "late")) == {}


async def test_a_service_that_takes_its_time_still_ends_the_process(
    playwright: Playwright, service: Service, film: Path, tmp_path: Path
) -> None:
    """It prints, or the machine is busy: to go round it would keep the pictures of the last person in memory."""
    async with watched(playwright, service, film, tmp_path / "busy") as (kiosk, watch):
        visitor = Visitor(watch, people()[0])
        await visitor.begin()
        await visitor.say_who()
        await visitor.photograph()

        async def answer_late(route: Route) -> None:
            await asyncio.sleep(BUSY_SECONDS)
            await route.continue_()

        await kiosk.page.route("**/there", answer_late)
        await kiosk.page.get_by_role("button", name="Aide").tap()
        await kiosk.page.get_by_role("button", name="Arrêter et tout effacer").tap()
        await expect(kiosk.page.locator(".attract")).to_be_visible(timeout=MADE_MS)
        assert await drawn(await left_by(kiosk, watch, visitor.traces, tmp_path / "busy")) == []
