"""What a page weighs: the bytes that a browser which knows nothing of it fetches, headers included."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Page

_INLINE = "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One answer: its address, Chromium's word for what it is, and its bytes on the line."""

    url: str
    kind: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Weight:
    """All that came for one page."""

    answers: tuple[Fetched, ...]

    @property
    def all_bytes(self) -> int:
        """Return the bytes of all answers."""
        return sum(each.size_bytes for each in self.answers)

    def of(self, kind: str) -> int:
        """Return the bytes of one kind, as `Script`."""
        return sum(each.size_bytes for each in self.answers if each.kind == kind)

    @property
    def hosts(self) -> set[str]:
        """Return every host and port that was asked."""
        return {urlsplit(each.url).netloc for each in self.answers}


async def weigh(page: Page, url: str, *, then: Callable[[Page], Awaitable[None]] | None = None) -> Weight:
    """Open an address with nothing cached, and do something there; return what came until the network was quiet."""
    session = await page.context.new_cdp_session(page)
    await session.send("Network.enable")
    await session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    told: dict[str, Mapping[str, Any]] = {}
    sizes: dict[str, int] = {}
    session.on("Network.responseReceived", lambda each: told.update({each["requestId"]: each}))
    session.on("Network.loadingFinished", lambda each: sizes.update({each["requestId"]: each["encodedDataLength"]}))
    await page.goto(url, wait_until="networkidle")
    if then:
        await then(page)
        await page.wait_for_load_state("networkidle")
    await session.detach()
    return Weight(
        tuple(
            Fetched(url=each["response"]["url"], kind=each["type"], size_bytes=sizes[name])
            for name, each in told.items()
            if name in sizes and urlsplit(each["response"]["url"]).scheme != _INLINE
        )
    )
