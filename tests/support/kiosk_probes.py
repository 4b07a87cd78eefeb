"""Looks for the last person everywhere that the next one, or whoever opens the machine, could look.

A probe returns what it found, which ought to be nothing. Those that change what they look at come last.
"""

import asyncio
import io
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pypdfium2
from playwright.async_api import CDPSession, Page

from tests.support.escpos.printer import Printer
from tests.support.kiosk_visits import Traces, Watch, renderers
from tests.support.patience import PATIENCE_MS

START = "/kiosk"
_DEVICE = "guichet_device"
_GONE_SECONDS = PATIENCE_MS / 1000  # until a process that the browser needs no more has ended
_HTMX_PATH = ["htmx-current-path-for-history", START]


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A kiosk that a person has left."""

    watch: Watch
    traces: Traces
    cdp: CDPSession  # of the page
    folder: Path  # of the kiosk's service
    agent_pid: int
    logs: tuple[Path, ...]  # of web, worker and the kiosk's service
    printer: Printer
    held_before: frozenset[str] = (
        frozenset()
    )  # words that the service held before the visit: `2000-01-01` is a birth date

    @property
    def page(self) -> Page:
        """Return the page."""
        return self.watch.page

    def among(self, texts: Iterable[Any]) -> list[str]:
        """Return the traces of the visit that stand in any of these texts."""
        joined = "\n".join(map(str, texts))
        return sorted(each for each in self.traces.all if each in joined)

    async def told(self, script: str, argument: Any = None) -> list[Any]:
        """Return the list that a script of the page answers."""
        answer: list[Any] = await self.page.evaluate(script, argument)
        return answer


Probe = Callable[[Left], Awaitable[list[Any]]]


async def dom(left: Left) -> list[Any]:
    """See what stands on the screen and in its mark-up, and that it is the start."""
    others = [] if urlsplit(left.page.url).path == START else [left.page.url]
    return others + left.among([await left.page.content()])


async def typed(left: Left) -> list[Any]:
    """See what stands in fields, also in those that are not shown."""
    return await left.told("[...document.querySelectorAll('input:not([type=hidden]), textarea')].map(f => f.value)")


async def chosen_files(left: Left) -> list[Any]:
    """See what was photographed or chosen."""
    return await left.told("[...document.querySelectorAll('input[type=file]')].flatMap(f => [...f.files])")


async def local_storage(left: Left) -> list[Any]:
    """Read what localStorage keeps."""
    return await left.told("Object.entries({...localStorage})")


async def session_storage(left: Left) -> list[Any]:
    """Read what sessionStorage keeps; htmx keeps the address of the start."""
    kept = await left.told("Object.entries({...sessionStorage})")
    return [each for each in kept if each != _HTMX_PATH]


async def databases(left: Left) -> list[Any]:
    """List the databases of IndexedDB."""
    return await left.told("indexedDB.databases().then(all => all.map(each => each.name))")


async def cache_storage(left: Left) -> list[Any]:
    """List caches that scripts fill."""
    return await left.told("caches.keys()")


async def service_workers(left: Left) -> list[Any]:
    """Workers that answer in the server's place."""
    return await left.told("navigator.serviceWorker.getRegistrations().then(all => all.map(each => each.scope))")


async def cookies(left: Left) -> list[Any]:
    """Cookies but the machine's own."""
    return [each for each in await left.page.context.cookies() if each.get("name") != _DEVICE]


async def history(left: Left) -> list[Any]:
    """Entries of the history: the start alone, and what was there before the kiosk."""
    entries = (await left.cdp.send("Page.getNavigationHistory"))["entries"]
    addresses = [urlsplit(each["url"]).path for each in entries if each["url"] != "about:blank"]
    return [each for each in addresses if each != START] + left.among(entries)


async def history_state(left: Left) -> list[Any]:
    """See what a script laid beside the history's entry."""
    return left.among(await left.told("[JSON.stringify(history.state)]"))


async def title(left: Left) -> list[Any]:
    """Read the title of the window."""
    return left.among([await left.page.title()])


async def window_name(left: Left) -> list[Any]:
    """window.name, which outlives a page."""
    return [each for each in await left.told("[window.name]") if each]


async def referrer(left: Left) -> list[Any]:
    """Ask for the page before."""
    return left.among(await left.told("[document.referrer]"))


async def clipboard(left: Left) -> list[Any]:
    """See what was copied."""
    return left.among(await left.told("navigator.clipboard.readText().then(text => [text])"))


async def blobs(left: Left) -> list[Any]:
    """Pictures that were held in memory, by the addresses that they had."""
    alive = """addresses => Promise.all(addresses.map(each => new Promise((done) => {
        const image = new Image();
        [image.onload, image.onerror] = [() => done(each), () => done(null)];
        image.src = each;
    }))).then(all => all.filter(Boolean))"""
    return await left.told(alive, left.traces.blobs)


async def drawn(left: Left) -> list[Any]:
    """Look for the processes in which the visit was drawn: they hold its pictures as long as they live."""
    until = time.monotonic() + _GONE_SECONDS
    while alive := sorted(left.traces.processes & (await renderers(left.page)).keys()):
        if time.monotonic() > until:
            return alive
        await asyncio.sleep(0.05)
    return []


async def camera(left: Left) -> list[Any]:
    """Find a camera that still films."""
    filming = """[...document.querySelectorAll("video")].map(each => each.outerHTML).concat(
        (globalThis.tracks ?? []).filter(each => each.readyState === "live").map(each => each.label))"""
    return await left.told(filming)


async def on_paper(left: Left) -> list[Any]:
    """See the page as it would be printed now."""
    printed = await left.page.pdf()
    with pypdfium2.PdfDocument(io.BytesIO(printed)) as paper:  # type: ignore[no-untyped-call]  # ships no types
        return left.among("".join(sheet.get_textpage().get_text_range().splitlines()) for sheet in paper)


async def read_aloud(left: Left) -> list[Any]:
    """See what a screen reader is told, live regions included."""
    return left.among([await left.cdp.send("Accessibility.getFullAXTree")])


async def selection(left: Left) -> list[Any]:
    """See what is marked, and where the keys go."""
    marked = """[String(getSelection()), document.activeElement].filter(
        each => each?.matches ? each.matches("input, textarea, button") : each).map(String)"""
    return await left.told(marked)


async def media_session(left: Left) -> list[Any]:
    """See what the system shows of something that plays."""
    return await left.told("[navigator.mediaSession?.metadata, document.pictureInPictureElement].filter(Boolean)")


async def downloads(left: Left) -> list[Any]:
    """Files that were saved."""
    return list(left.watch.downloads)


async def console(left: Left) -> list[Any]:
    """See what the page said to developers."""
    return left.among(left.watch.said)


async def performance(left: Left) -> list[Any]:
    """See what the browser measured: addresses of all that was loaded."""
    return left.among(await left.told("performance.getEntries().map(each => each.name)"))


async def global_names(left: Left) -> list[Any]:
    """See what scripts left in the window."""
    script = """Object.getOwnPropertyNames(window).filter(each => !["navigation", "performance"].includes(each))
        .map(each => { try { return typeof window[each] === "string" ? window[each] : ""; } catch { return ""; } })"""
    return left.among(await left.told(script))


async def comfort(left: Left) -> list[Any]:
    """Large letters and another language: whoever wanted them has gone."""
    return await left.told("[...Object.keys(document.documentElement.dataset)].filter(each => each !== 'room')")


async def asked_addresses(left: Left) -> list[Any]:
    """Look for the person in an address that was asked: it goes into logs."""
    return sorted(word for word in left.traces.words if any(word in each.url for each in left.watch.requests))


async def kept_answers(left: Left) -> list[Any]:
    """Answers that a cache may keep, but for what is the same for everybody."""
    own = [each for each in left.watch.responses if "/static/" not in each.url and urlsplit(each.url).scheme != "blob"]
    return [each.url for each in own if "no-store" not in each.headers.get("cache-control", "")]


async def http_cache(left: Left) -> list[Any]:
    """Whatever was shown, asked of the browser's cache alone."""
    own = [each for each in left.watch.requests if urlsplit(each.url).path.startswith(f"{START}/")]
    asked = sorted({each.url for each in own if each.method == "GET"})
    script = """addresses => Promise.all(addresses.map(each =>
        fetch(each, {cache: "only-if-cached", mode: "same-origin"}).then(a => a.ok ? each : null, () => null)))
        .then(all => all.filter(Boolean))"""
    return await left.told(script, asked)


async def national_number(left: Left) -> list[Any]:
    """Look for the NISS on any screen of the visit."""
    forms = (left.traces.person.niss, left.traces.person.niss_written)
    return [each for each in forms if any(each in screen for screen in left.traces.seen)]


async def logs(left: Left) -> list[Any]:
    """Look for the person in a line of a log: of web, worker or the kiosk's service; or the key of their visit."""
    lines = [each.read_text(errors="replace") for each in left.logs if each.exists()]
    wanted = {*left.traces.words, left.traces.session_key} - {""}
    return sorted(each for each in wanted if any(each in log for log in lines))


async def agent_files(left: Left) -> list[Any]:
    """Files on the kiosk's own machine."""
    files = [each for each in left.folder.rglob("*") if each.is_file()]
    return left.among(each.read_bytes().decode("latin-1") for each in files)


async def agent_memory(left: Left) -> list[Any]:
    """Look for the person in the memory of the kiosk's service."""
    return sorted(held(left.agent_pid, left.traces.words) - left.held_before)


async def printer_buffer(left: Left) -> list[Any]:
    """See what the printer holds back for the next person, and what hangs out of it."""
    ink = left.printer.ink_count
    left.printer.refill()
    await left.printer.settle()
    return [] if left.printer.ink_count == ink else ["the printer goes on"]


async def pictures(left: Left) -> list[Any]:
    """Pages and pictures of the visit, asked by this machine once more."""
    found = []
    for each in sorted(left.traces.pictures):
        answer = await left.page.request.get(each, headers={"Accept": "image/*"}, max_redirects=0)
        found += [each] if answer.ok else []
    return found


async def session_of_before(left: Left) -> list[Any]:
    """Try the key of the visit, as whoever noted it could."""
    if not left.traces.session_key:
        return []
    (own,) = [each for each in await left.page.context.cookies() if each.get("name") == _DEVICE]
    both = f"{_DEVICE}={own.get('value')}; guichet_kiosk={left.traces.session_key}"
    opened = []
    for path in ("deposit", "asked", "deposit/receipt", "deposit/receipt/ticket", "identification/birth-date"):
        headers = {"Cookie": both, "Accept": "text/html"}
        answer = await left.page.request.get(f"{_origin(left)}{START}/{path}", headers=headers, max_redirects=0)
        opened += [path] if answer.ok else []
    return opened


async def next_visitor(left: Left) -> list[Any]:
    """See the screens that ask who one is, to the next one: empty, without proposals."""
    await _go(left, "/kiosk/identification/number")
    fields = await left.told("""[...document.querySelectorAll("input:not([type=hidden])")].filter(
        each => each.value || each.list || each.autocomplete !== "off").map(each => each.outerHTML)""")
    await _go(left, "/kiosk/identification/birth-date")
    return fields + left.among([await left.page.content()]) + ([] if _is_start(left) else [left.page.url])


async def form_restored(left: Left) -> list[Any]:
    """Half a number that somebody typed, after a reload."""
    await _go(left, "/kiosk/identification/number")
    await left.page.locator("#number").fill("123")
    await left.page.reload()
    found = await left.told("[document.querySelector('#number').value].filter(Boolean)")
    await _go(left, START)
    return found


async def reload(left: Left) -> list[Any]:
    """Load the start anew: nothing is sent once more."""
    left.watch.requests.clear()
    await left.page.reload()
    posts = [each.url for each in left.watch.requests if each.method == "POST" and f"{START}/" in each.url]
    return posts + await dom(left)


async def back(left: Left) -> list[Any]:
    """Go back, as far as it goes."""
    found: list[Any] = []
    for _ in range(5):
        if await left.page.go_back() is None and left.page.url == "about:blank":
            break
        found += [] if _is_start(left) else [left.page.url]
        found += left.among([await left.page.content()])
    return found


async def forward(left: Left) -> list[Any]:
    """Go forward again, and see that no page came back to life as it was."""
    await left.page.go_forward()
    if left.page.url == "about:blank":
        await left.page.goto(START)
    revived = await left.told("[globalThis.revived].filter(Boolean)")
    return revived + await dom(left)


PROBES: tuple[Probe, ...] = (
    drawn, dom, typed, chosen_files, local_storage, session_storage, databases, cache_storage, service_workers, cookies,
    history, history_state, title, window_name, referrer, clipboard, blobs, camera, on_paper, read_aloud, selection,
    media_session, downloads, console, performance, global_names, comfort, asked_addresses, kept_answers, http_cache,
    national_number, logs, agent_files, agent_memory, printer_buffer, pictures, session_of_before,
    back, forward, next_visitor, form_restored, reload,
)  # fmt: skip


async def found_by(probes: Iterable[Probe], left: Left) -> dict[str, list[Any]]:
    """Return what probes found, by their name."""
    found = {each.__name__: await each(left) for each in probes}
    return {name: what for name, what in found.items() if what}


async def _go(left: Left, path: str) -> None:
    """Go on as the kiosk does: nothing is added to the history."""
    async with left.page.expect_navigation():
        await left.page.evaluate("path => location.replace(path)", path)


def _is_start(left: Left) -> bool:
    return urlsplit(left.page.url).path == START


def _origin(left: Left) -> str:
    parts = urlsplit(left.page.url)
    return f"{parts.scheme}://{parts.netloc}"


def held(pid: int, words: Iterable[str]) -> frozenset[str]:
    """Return the words that stand in the memory of a process."""
    memory = _memory(pid)
    return frozenset(each for each in words if each.encode() in memory or each.encode("utf-16-le") in memory)


def _memory(pid: int) -> bytes:
    """Return all that a process of ours may write to."""
    found = bytearray()
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in maps:
            span, rights, *_ = line.split()
            if not rights.startswith("rw") or line.rstrip().endswith(("[vvar]", "[vsyscall]")):
                continue
            start, end = (int(each, 16) for each in span.split("-"))
            try:
                memory.seek(start)
                found += memory.read(end - start)
            except (OSError, OverflowError):
                continue
    return bytes(found)
