"""One request at a time for an upload, over all web processes; a newer one asks the holder to let go.

The locks are PostgreSQL's advisory ones, held by one connection a process: a process that dies holds none. They are
for order alone. What keeps bytes safe is that chunks are put-if-absent and offsets compare-and-set.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar
from uuid import UUID, uuid4

import asyncpg

from dossier.database.actor import Actor
from dossier.database.engine import Connection, DatabaseAway, Transaction
from dossier.uploads.errors import UploadBusy

_CHANNEL = "guichet_uploads"
_CONNECT_SECONDS = 10
_POLL_SECONDS = 0.02
_POLL_MAX_SECONDS = 0.25
_AWAY = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError)

T = TypeVar("T")


class Hold:
    """A lock that a request holds, and may be asked to let go."""

    def __init__(self) -> None:
        self._asked = False
        self._patience: asyncio.Timeout | None = None

    def ask(self) -> None:
        """Ask the holder to let go: whatever it waits for now is broken off."""
        self._asked = True
        if self._patience is not None and not self._patience.expired():  # another may have asked a moment ago
            self._patience.reschedule(asyncio.get_running_loop().time())

    async def wait_for(self, coming: Awaitable[T], seconds: float) -> T:
        """Wait for what comes from the sender. Raises TimeoutError after so long, or when asked to let go."""
        if self._asked:
            seconds = -1
        try:
            async with asyncio.timeout(seconds) as self._patience:
                return await coming
        finally:
            self._patience = None


class Locks:
    """The locks that the requests of this process hold. The connection opens with the first of them."""

    def __init__(self, listen_url: str) -> None:
        self._listen_url = listen_url
        self._name = uuid4().hex
        self._line = asyncio.Lock()  # a connection answers one question at a time
        self._connection: Connection | None = None
        self._centre_id: UUID | None = None  # whose rows the connection sees
        self._held: dict[UUID, Hold] = {}
        self._stopping = False
        self._under_way: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def hold(
        self, upload_id: UUID, seconds: float, may_ask: Callable[[], Awaitable[object]] | None = None
    ) -> AsyncIterator[Hold]:
        """Hold an upload for as long as the block lasts, having asked whoever has it to let go.

        `may_ask` raises before anyone is asked where that is not this request's to do. Raises UploadBusy when it takes
        longer than so many seconds, DatabaseAway.
        """
        hold = await self._taken(upload_id, seconds, may_ask)
        try:
            yield hold
        finally:
            self._later(self._release(upload_id, hold))  # nobody waits for it, but who wants the same upload next

    async def look(self, actor: Actor, read: Callable[[Transaction], Awaitable[T]]) -> T:
        """Read with one statement in the name of an actor, on the locks' connection, with no transaction around it.

        So it is one round trip and not three, at every request of an upload. Raises what `read` does, DatabaseAway.
        """
        return await asyncio.shield(_unwatched(self._look(actor, read)))

    def let_go(self) -> None:
        """Ask every holder to let go, those to come too: the process is about to stop."""
        self._stopping = True
        self._ask_all()

    async def close(self) -> None:
        """Give every lock back."""
        await asyncio.gather(*self._under_way)
        async with self._line:
            if self._connection is not None:
                with suppress(*_AWAY):
                    await self._connection.close(timeout=1)

    async def _taken(self, upload_id: UUID, seconds: float, may_ask: Callable[[], Awaitable[object]] | None) -> Hold:
        hold = Hold()
        pause = _POLL_SECONDS
        try:
            async with asyncio.timeout(seconds):
                if may_ask is not None:
                    if await asyncio.shield(self._attempt(upload_id, hold, asks=False)):
                        return hold
                    await may_ask()
                while not await asyncio.shield(self._attempt(upload_id, hold, asks=True)):
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, _POLL_MAX_SECONDS)
        except TimeoutError as error:
            await self._release(upload_id, hold)  # it may have come at the last moment
            raise UploadBusy from error
        except BaseException:
            await self._release(upload_id, hold)
            raise
        return hold

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    def _attempt(self, upload_id: UUID, hold: Hold, *, asks: bool) -> asyncio.Task[bool]:
        return _unwatched(self._try(upload_id, hold, asks=asks))

    async def _try(self, upload_id: UUID, hold: Hold, *, asks: bool) -> bool:
        async with self._line:
            if (holder := self._held.get(upload_id)) is not None:
                if asks:
                    holder.ask()
                return False
            try:
                connection = await self._connected()
                if await connection.fetchval("SELECT pg_try_advisory_lock($1)", _number(upload_id)):
                    self._held[upload_id] = hold
                    if self._stopping:
                        hold.ask()
                    return True
                if asks:
                    await connection.execute("SELECT pg_notify($1, $2)", _CHANNEL, f"{self._name} {upload_id}")
            except _AWAY as error:
                raise DatabaseAway from error
            return False

    async def _look(self, actor: Actor, read: Callable[[Transaction], Awaitable[T]]) -> T:
        async with self._line:
            try:
                connection = await self._connected()
                if actor.centre_id != self._centre_id:
                    self._centre_id = None
                    await connection.execute("SELECT set_config('app.centre_id', $1, false)", actor.centre_id.hex)
                    self._centre_id = actor.centre_id
                return await read(Transaction(connection, actor))
            except _AWAY as error:
                raise DatabaseAway from error

    async def _release(self, upload_id: UUID, hold: Hold) -> None:
        async with self._line:
            if self._held.get(upload_id) is not hold:
                return
            del self._held[upload_id]
            if self._connection is not None:
                with suppress(*_AWAY):  # with its connection the lock has gone too
                    await self._connection.execute("SELECT pg_advisory_unlock($1)", _number(upload_id))

    async def _connected(self) -> Connection:
        if self._connection is None or self._connection.is_closed():
            self._centre_id = None
            self._connection = await asyncpg.connect(
                self._listen_url, timeout=_CONNECT_SECONDS, command_timeout=_CONNECT_SECONDS
            )
            self._connection.add_termination_listener(lambda _: self._ask_all())
            await self._connection.add_listener(_CHANNEL, self._heard)
        return self._connection

    def _heard(self, *heard: object) -> None:
        sender, _, upload_id = str(heard[-1]).partition(" ")
        if sender != self._name and (holder := self._held.get(UUID(upload_id))) is not None:
            holder.ask()

    def _ask_all(self) -> None:
        for holder in self._held.values():
            holder.ask()


def _unwatched(question: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
    """Ask in a task of its own: a question to the database that is broken off would leave its answer unknown."""
    task = asyncio.create_task(question)
    task.add_done_callback(lambda done: done.cancelled() or done.exception())  # nobody may wait for it by then
    return task


def _number(upload_id: UUID) -> int:
    """Return the 64 bits by which PostgreSQL knows a lock; the first ones of a UUIDv7 are but the time."""
    return int.from_bytes(hashlib.blake2b(upload_id.bytes, digest_size=8, person=b"upload").digest(), signed=True)
