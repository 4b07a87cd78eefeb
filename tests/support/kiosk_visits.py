"""Persons at a kiosk with its service and its printer: each does what people do there, and leaves in another way."""

import random
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import CDPSession, Page, Request, Response, expect

from demo import accounts
from demo.people import Person
from tests.support.photos import payslip_film

MADE_MS = 30_000
FINGERS_MS = 80  # between two keys of a person; sooner after each other, they are a scanner's
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_SECRET_ATTRIBUTES = ("ticket", "data-permit")

_PICTURE_IN_MEMORY = """URL.createObjectURL(
    new Blob(["<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>"], {type: "image/svg+xml"}))"""

_LOOKS_MAX = 20
_TICK_SECONDS = 0.01  # in such steps a process's time is counted
_WORK = "() => { let sum = 0; for (let each = 0; each < 3e7; each++) sum += each; return sum; }"
"""Takes a process some such steps."""

WATCHING = """
  const now = Date.now.bind(Date);
  Date.now = () => now() + (globalThis.ahead ?? 0);          // a test lets a minute pass
  globalThis.tracks = [];
  const open = navigator.mediaDevices?.getUserMedia?.bind(navigator.mediaDevices);
  if (open) navigator.mediaDevices.getUserMedia = async (asked) => {
    const stream = await open(asked);
    globalThis.tracks.push(...stream.getTracks());
    return stream;
  };
  addEventListener("pageshow", (event) => { if (event.persisted) globalThis.revived = true; });
"""
"""What every page of a watched kiosk begins with."""


def film_of_a_payslip(folder: Path) -> Path:
    """Make what the camera of a kiosk films."""
    film = folder / "payslip.y4m"
    film.write_bytes(payslip_film())
    return film


@dataclass  # no slots: Playwright notes on it which of its methods listen
class Watch:
    """All that a browser asked, answered and said since the last visit began."""

    page: Page
    requests: list[Request] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    downloads: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("download", lambda download: self.downloads.append(download.url))

    def _asked(self, request: Request) -> None:
        self.requests.append(request)

    def _answered(self, response: Response) -> None:
        self.responses.append(response)

    def forget(self) -> None:
        """Begin anew."""
        for each in (self.requests, self.responses, self.said, self.downloads):
            each.clear()


@dataclass(slots=True)
class Traces:
    """What one visit was about, and what must not be found of it."""

    person: Person
    words: set[str] = field(default_factory=set)  # about the person: their name, number, birth date
    names: set[str] = field(default_factory=set)  # ids, tickets, permits, the receipt's number
    session_key: str = ""
    pictures: set[str] = field(default_factory=set)  # addresses of what the camera saw
    blobs: list[str] = field(default_factory=list)
    processes: set[int] = field(default_factory=set)  # in which the browser drew it
    seen: list[str] = field(default_factory=list)  # each screen of the visit, as it stood there

    def __post_init__(self) -> None:
        number, born = accounts.file_of(self.person), self.person.birth_date
        self.words |= {number, number.replace("-", ""), f"{born:%d/%m/%Y}", f"{born:%d%m%Y}", f"{born:%Y-%m-%d}"}
        self.words |= {self.person.last_name, self.person.niss, self.person.niss_written}

    @property
    def all(self) -> set[str]:
        """Return every trace."""
        return self.words | self.names | ({self.session_key} - {""})


async def renderers(page: Page) -> dict[int, float]:
    """Return the processes in which the browser of a page draws, or may soon, and the seconds that each has worked."""
    assert page.context.browser is not None
    whole = await page.context.browser.new_browser_cdp_session()
    told = (await whole.send("SystemInfo.getProcessInfo"))["processInfo"]
    await whole.detach()
    return {each["id"]: each["cpuTime"] for each in told if each["type"] == "renderer"}


async def renderer(page: Page) -> int:
    """Return the process that draws a page: of all, the one that has worked as long as the page's own says it has."""
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("Performance.enable")
    for _ in range(_LOOKS_MAX):
        before, spent, after = await _worked(devtools), await renderers(page), await _worked(devtools)
        found = [each for each in spent if before - _TICK_SECONDS / 2 < spent[each] < after + _TICK_SECONDS / 2]
        if len(found) == 1:
            await devtools.detach()
            return found[0]
        await page.evaluate(_WORK)  # what has worked as long by chance goes on to rest
    raise AssertionError("several processes have worked equally long each time")


async def _worked(devtools: CDPSession) -> float:
    """Return the seconds that the process of a page has worked."""
    told = (await devtools.send("Performance.getMetrics"))["metrics"]
    return float(next(each["value"] for each in told if each["name"] == "ProcessTime"))


class Visitor:
    """One person before the screen."""

    def __init__(self, watch: Watch, person: Person) -> None:
        self.page, self.watch, self.traces = watch.page, watch, Traces(person)

    async def begin(self) -> None:
        """Touch the screen, with large letters."""
        await self.page.get_by_role("link", name="Français Touchez").tap()
        await self.page.get_by_role("button", name="Grandes lettres").tap()
        await self.look()

    async def look(self) -> None:
        """Note what stands on the screen, and what of it may lead back here."""
        self.traces.seen.append(await self.page.content())
        for name in _SECRET_ATTRIBUTES:
            for each in await self.page.locator(f"[{name}]").all():
                self.traces.names.add(str(await each.get_attribute(name)))
        for each in await self.page.locator(".slip-number").all():
            self.traces.names.add(str(await each.text_content()).strip())
        for request in self.watch.requests:
            path = urlsplit(request.url).path
            self.traces.names |= set(_ID.findall(path))
            if "/pages/" in path and request.resource_type == "image":
                self.traces.pictures.add(request.url)
        self.traces.processes.add(await renderer(self.page))
        for cookie in await self.page.context.cookies():
            if cookie.get("name") == "guichet_kiosk":
                self.traces.session_key = cookie.get("value", "")

    async def type(self, figures: str) -> None:
        """Type on the pad."""
        for figure in figures:
            await self.page.locator(f".pad-key[data-figure='{figure}']").tap()

    async def type_number(self) -> None:
        """Type one's file number on a keyboard, and carry it off, as whoever knows keys does."""
        await self.page.get_by_role("link", name="J’ai un numéro de dossier").tap()
        await expect(self.page.locator("#number")).to_be_focused()
        await self.page.keyboard.type(accounts.file_of(self.traces.person).replace("-", ""), delay=FINGERS_MS)
        await expect(self.page.locator("#number")).to_have_value(accounts.file_of(self.traces.person))
        await self.page.locator("#number").select_text()
        await self.page.keyboard.press("Control+c")
        await self.look()

    async def say_who(self) -> None:
        """Give number and birth date."""
        await self.type_number()
        await self.page.get_by_role("button", name="Continuer").tap()
        await expect(self.page.locator("#birth_date")).to_be_focused()
        await self.type(f"{self.traces.person.birth_date:%d%m%Y}")
        await self.look()
        await self.page.get_by_role("button", name="Continuer").tap()
        await expect(self.page.locator("#birth_date")).to_be_hidden()
        await self.look()

    async def photograph(self) -> None:
        """Go to the camera, from whatever is asked for, and take a photo."""
        if await self.page.get_by_role("link", name="Un autre papier").count():
            await self.page.get_by_role("link", name="Un autre papier").tap()
        await expect(self.page.locator("page-viewfinder[data-state=live]")).to_be_visible()
        await self.look()
        await self.page.get_by_role("button", name="Prendre la photo").tap()
        await expect(self.page.locator(".kiosk-sheet img[src^='/kiosk/']")).to_be_visible(timeout=MADE_MS)
        self.traces.blobs.append(await self.page.evaluate(_PICTURE_IN_MEMORY))
        await self.look()

    async def send(self) -> None:
        """Say what it is, and send it; the receipt stands there."""
        await self.page.get_by_role("link", name="Continuer").tap()
        await self.page.get_by_role("button", name="Fiche de paie").tap()
        await self.look()
        await self.page.get_by_role("button", name="Envoyer").tap()
        await expect(self.page.locator(".slip-number")).to_be_visible()
        await self.look()

    async def ahead(self, seconds: float) -> None:
        """Let time pass for the screen."""
        await self.page.evaluate("seconds => { globalThis.ahead = (globalThis.ahead ?? 0) + 1000 * seconds }", seconds)


Leave = Callable[[Visitor], Awaitable[None]]


async def _walk_away(visitor: Visitor) -> None:
    idle_seconds = float(str(await visitor.page.locator("kiosk-visit").get_attribute("idle-seconds")))
    warning_seconds = float(str(await visitor.page.locator("kiosk-visit").get_attribute("warning-seconds")))
    await visitor.ahead(idle_seconds + 1)
    await expect(visitor.page.locator("dialog[open] [data-left]")).to_be_visible()
    await visitor.look()
    await visitor.ahead(warning_seconds + 1)


async def _erase_when_asked(visitor: Visitor) -> None:
    await visitor.ahead(61)
    await visitor.page.get_by_role("dialog").get_by_role("button", name="Effacer").tap()


async def _stop_by_help(visitor: Visitor) -> None:
    await visitor.page.get_by_role("button", name="Aide").tap()
    await visitor.page.get_by_role("button", name="Arrêter et tout effacer").tap()


async def _by_number_alone(visitor: Visitor) -> None:
    await visitor.type_number()
    await _walk_away(visitor)


async def _before_the_birth_date(visitor: Visitor) -> None:
    await visitor.type_number()
    await visitor.page.get_by_role("button", name="Continuer").tap()
    await expect(visitor.page.locator("#birth_date")).to_be_focused()
    await visitor.type(f"{visitor.traces.person.birth_date:%d%m%Y}"[:5])
    await visitor.look()
    await _stop_by_help(visitor)


async def _before_the_photo(visitor: Visitor) -> None:
    await visitor.say_who()
    await _stop_by_help(visitor)


async def _with_a_photo(visitor: Visitor) -> None:
    await visitor.say_who()
    await visitor.photograph()
    await _erase_when_asked(visitor)


async def _with_a_receipt(visitor: Visitor) -> None:
    await visitor.say_who()
    await visitor.photograph()
    await visitor.send()
    await visitor.page.get_by_role("button", name="J’ai fini").tap()


async def _from_a_receipt_that_stays(visitor: Visitor) -> None:
    await visitor.say_who()
    await visitor.photograph()
    await visitor.send()
    await expect(visitor.page.locator("[data-when=printed]")).to_be_visible(timeout=MADE_MS)
    await expect(visitor.page.locator("receipt-printer[printing]")).to_have_count(0)
    await visitor.ahead(61)


LEAVES: tuple[Leave, ...] = (
    _with_a_receipt,
    _before_the_birth_date,
    _with_a_photo,
    _from_a_receipt_that_stays,
    _by_number_alone,
    _before_the_photo,
)
"""How people leave: those who hand in, and those who do not."""


async def visit(watch: Watch, person: Person, turn: int, dice: random.Random) -> Traces:
    """Have a person come, and leave in the way whose turn it is; the start stands there again."""
    watch.forget()
    visitor = Visitor(watch, person)
    await visitor.begin()
    leave = LEAVES[turn] if turn < len(LEAVES) else dice.choice(LEAVES)
    await leave(visitor)
    await expect(watch.page.locator(".attract")).to_be_visible()
    return visitor.traces
