"""What a page asks, held back until a test has seen what is there meanwhile: no time is too short for it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from playwright.async_api import Error, Page, Route

from tests.support.patience import PATIENCE_SECONDS


class Asked:
    """Whether a page asked for what is held back."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def note(self) -> None:
        """Note that it did."""
        self._event.set()

    async def wait(self) -> None:
        """Wait until it did. Raises TimeoutError."""
        await asyncio.wait_for(self._event.wait(), PATIENCE_SECONDS)


@asynccontextmanager
async def held(page: Page, path: str, *, is_lost: bool = False) -> AsyncIterator[Asked]:
    """Hold what a page asks at an address until the block ends; yield what says that it was asked.

    `is_lost`: no answer comes then.
    """
    asked, goes_on, under_way = Asked(), asyncio.Event(), set[asyncio.Future[None]]()

    async def hold(route: Route) -> None:
        let_go = asyncio.get_running_loop().create_future()
        under_way.add(let_go)
        asked.note()
        await goes_on.wait()
        with suppress(Error):  # the page that asked may have gone
            await (route.abort() if is_lost else route.continue_())
        let_go.set_result(None)

    await page.route(path, hold)
    try:
        yield asked
    finally:
        goes_on.set()
        await asyncio.gather(*under_way)  # once nobody holds them, a browser lets requests go on by itself
        await page.unroute(path, hold)
