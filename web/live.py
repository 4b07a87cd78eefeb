"""Tells open pages that something changed: one LISTEN a process, fanned out as server-sent events.

A verb says `pg_notify('guichet', '<centre_id> <topic>')` in its transaction. An event carries no data but its name:
the page then asks for its region again, by the usual way and with the usual rights.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

import asyncpg
import structlog
from litestar.response import ServerSentEventMessage, Stream

from web.heard import Heard
from web.scope import Connection
from web.stopping import heard

CHANNEL = "guichet"
_HEARTBEAT_SECONDS = 15  # below the usual 30–60 s after which proxies cut a silent answer
_LISTEN_CHECK_SECONDS = 10
_RECONNECT_SECONDS = 0.5
_RECONNECT_MAX_SECONDS = 30
_RETRY_MILLISECONDS = 2000
_CALM_SECONDS = 0.4
"""How long an open page is left alone after it was told: many clerks at once would have it asked for without end."""


@dataclass(eq=False, slots=True)
class _Subscriber:
    """One open page. Changes that it has not been told of yet count as one: the event is set or it is not."""

    centre_id: UUID
    topics: tuple[str, ...]
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    told: set[str] = field(default_factory=set)  # the topics that changed

    def tell(self, topics: Iterable[str]) -> None:
        """Let the page know that topics changed."""
        self.told.update(topics)
        self.changed.set()


class Live:
    """The process's ear on the database and the pages that listen to it."""

    def __init__(self, listen_url: str) -> None:
        self._listen_url = listen_url
        self.heard = Heard()
        self._subscribers: set[_Subscriber] = set()
        self._closing = False

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Listen for as long as the block lasts; end every stream with it, or when told to stop."""
        ear = asyncio.create_task(self._listen(), name="live")
        try:
            with heard(self.close):
                yield
        finally:
            self.close()
            ear.cancel()
            with suppress(asyncio.CancelledError):
                await ear

    def close(self) -> None:
        """End every stream."""
        self._closing = True
        for each in self._subscribers:
            each.changed.set()

    async def changes(
        self, centre_id: UUID, *topics: str, is_late: Callable[[], Awaitable[bool]] | None = None
    ) -> AsyncIterator[tuple[str, ...]]:
        """Yield the topics that changed, none as a heartbeat, until the service stops.

        `is_late` says, once changes are heard, whether there was one already since the page was made: then all did.
        """
        subscriber = _Subscriber(centre_id, topics)
        self._subscribers.add(subscriber)
        try:
            if is_late is not None and await is_late():
                subscriber.tell(topics)
            while not self._closing:
                try:
                    await asyncio.wait_for(subscriber.changed.wait(), _HEARTBEAT_SECONDS)
                except TimeoutError:
                    yield ()
                    continue
                subscriber.changed.clear()
                told = tuple(each for each in topics if each in subscriber.told)
                subscriber.told.clear()
                if not self._closing:
                    yield told
        finally:
            self._subscribers.discard(subscriber)

    def tell(self, payload: str) -> None:
        """Pass a notification on to whom it concerns."""
        self.heard.note(payload)
        centre_id, _, topic = payload.partition(" ")
        for each in self._subscribers:
            if topic in each.topics and str(each.centre_id) == centre_id:
                each.tell([topic])

    async def _listen(self) -> None:
        failures = 0
        while True:
            try:
                await self._listen_once()
                failures = 0
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as error:
                failures += 1
                structlog.get_logger("web").warning("deaf", error=type(error).__name__, failures=failures)
            await asyncio.sleep(min(_RECONNECT_SECONDS * 2**failures, _RECONNECT_MAX_SECONDS))

    async def _listen_once(self) -> None:
        connection = await asyncpg.connect(self._listen_url, timeout=10)
        try:
            await connection.add_listener(CHANNEL, lambda *heard: self.tell(str(heard[-1])))
            self.heard.lose()  # something may have changed while nobody listened
            for each in self._subscribers:
                each.tell(each.topics)
            lost = asyncio.Event()
            connection.add_termination_listener(lambda _: lost.set())
            while not lost.is_set():
                with suppress(TimeoutError):
                    await asyncio.wait_for(lost.wait(), _LISTEN_CHECK_SECONDS)
                    break
                await connection.execute("SELECT 1", timeout=_LISTEN_CHECK_SECONDS)  # a line that is cut tells nobody
        finally:
            with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
                await connection.close(timeout=1)


class During(Protocol):
    """What lasts as long as a page listens."""

    async def begin(self) -> None:
        """Begin: the page is there."""

    async def go_on(self) -> None:
        """Go on: it is still there."""

    def end(self) -> None:
        """End: it went. Whatever there is to do for that, is done in a task of its own."""


class _Nothing:
    """Nothing lasts as long as a page listens."""

    async def begin(self) -> None:
        pass

    async def go_on(self) -> None:
        pass

    def end(self) -> None:
        pass


_NOTHING = _Nothing()


async def _never() -> bool:
    return False


def stream(
    request: Connection,
    centre_id: UUID,
    *topics: str,
    during: During = _NOTHING,
    is_late: Callable[[], Awaitable[bool]] = _never,
) -> Stream:
    """Answer server-sent events named after topics (`queue`, `deposit:<id>`), one for each time that one changed.

    A page that says `since` in the address (every template's `heard`) is told at once where one changed since then.
    `during` lasts as long as the page listens; `is_late` is as in `Live.changes`.
    """
    live: Live = request.app.state.live
    since = request.query_params.get("since", live.heard.mark)

    async def begin() -> bool:
        """Begin once changes are heard: who asks anew as soon as the line is open misses none."""
        await during.begin()
        return live.heard.has_changed(since, centre_id, topics) or await is_late()

    async def events() -> AsyncIterator[bytes]:
        try:
            yield ServerSentEventMessage(data=None, retry=_RETRY_MILLISECONDS, comment="open").encode()
            async for changed in live.changes(centre_id, *topics, is_late=begin):
                if not changed:
                    await during.go_on()
                    yield ServerSentEventMessage(data=None, comment="").encode()
                for topic in changed:
                    yield ServerSentEventMessage(data="changed", event=topic).encode()
                if changed:
                    await asyncio.sleep(_CALM_SECONDS)
        finally:
            during.end()

    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return Stream(events(), media_type="text/event-stream", headers=headers)
