"""One engine a process, and `transaction(actor)`: the only door to records.

Piccolo's own transaction leaks its connection when a commit fails, and a nested one is silently ignored. Ours is
opened on the pool, refuses to nest, names the actor for row-level security, and lets Piccolo's queries join it.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import asyncpg
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction

from dossier.database.actor import Actor
from dossier.errors import Unavailable

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]
    Record = asyncpg.Record
else:
    Connection = asyncpg.Connection
    Record = asyncpg.Record

_ACQUIRE_SECONDS = 10
_BROKEN = (
    ConnectionError,
    TimeoutError,  # of a statement: `command_timeout`
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,  # it shuts down, crashed, or starts up
    asyncpg.InsufficientResourcesError,  # too many connections, disk full
    asyncpg.TransactionRollbackError,  # a deadlock: the other one went on
)


class DatabaseAway(Unavailable):
    """The service is catching its breath. Nothing is lost: try again in a moment."""


class _Engine(PostgresEngine):
    """Piccolo's engine, that can be pointed at a database after it was made."""

    def __init__(self) -> None:
        super().__init__(config={})

    async def check_version(self) -> None:
        """Ask nothing: no address is known yet when the engine is made."""

    async def prep_database(self) -> None:
        """Create nothing: extensions are the baseline's work."""

    async def run_ddl_script(self, script: str) -> None:
        """Run several SQL statements at once, inside the present transaction."""
        current = self.current_transaction.get()
        if current is None:
            raise RuntimeError("a script of SQL runs inside a transaction")
        await current.connection.execute(script)


ENGINE = _Engine()


@dataclass(frozen=True, slots=True)
class Transaction:
    """An open transaction: the connection for SQL, the actor in whose name it runs."""

    connection: Connection
    actor: Actor

    async def see_whole_centre(self) -> None:
        """Let what follows see the rows of the whole centre, whatever the actor may read.

        For a verb that has checked its actor and now acts: a decision may hand a document on, out of their own sight.
        """
        await self.connection.execute(_WHOLE_CENTRE)

    async def rows(self, sql: str, *values: object) -> list[Record]:
        """Return all rows of a query."""
        return await self.connection.fetch(sql, *values)

    async def row(self, sql: str, *values: object) -> Record | None:
        """Return the first row of a query, or None."""
        return await self.connection.fetchrow(sql, *values)

    async def value(self, sql: str, *values: object) -> Any:
        """Return the first column of the first row, or None."""
        return await self.connection.fetchval(sql, *values)

    async def run(self, sql: str, *values: object) -> int:
        """Run a statement; return how many rows it touched."""
        status = await self.connection.execute(sql, *values)
        last = status.rsplit(" ", 1)[-1]
        return int(last) if last.isdigit() else 0


@asynccontextmanager
async def pool(dsn: str, *, size: int = 10) -> AsyncIterator[None]:
    """Keep the process's pool of connections open for as long as the block lasts.

    Raises DatabaseAway when nothing answers at the address.
    """
    ENGINE.config = {"dsn": dsn}
    try:
        await ENGINE.start_connection_pool(min_size=1, max_size=size, command_timeout=30, reset=_as_it_is)
    except (*_BROKEN, OSError) as error:
        raise DatabaseAway from error
    try:
        yield
    finally:
        await ENGINE.close_connection_pool()


async def _as_it_is(_: object) -> None:
    """Give a connection back without the question that asyncpg would ask each time (0.2 ms).

    There is nothing to reset: settings are local to their transaction, locks and LISTEN have connections of their own.
    """


@asynccontextmanager
async def connection() -> AsyncIterator[Connection]:
    """Lend a connection without an actor: for tables of the schema `technical`, which carry no centre.

    Raises DatabaseAway when the database does not answer.
    """
    if ENGINE.pool is None:
        raise DatabaseAway
    try:
        async with asyncio.timeout(_ACQUIRE_SECONDS):  # asyncpg's own makes a task for it
            lent = await ENGINE.pool.acquire()
    except (*_BROKEN, OSError) as error:
        raise DatabaseAway from error
    try:
        yield cast("Connection", lent)
    except _BROKEN as error:  # not every OSError: the block's own files are its own affair
        raise DatabaseAway from error
    finally:
        await ENGINE.pool.release(lent)


@asynccontextmanager
async def transaction(
    actor: Actor, *, durable: bool = True, whole_centre: bool = False, planned_once: bool = False
) -> AsyncIterator[Transaction]:
    """Open a transaction in the name of an actor: it sees and writes the rows of their centre alone.

    Of documents and what belongs to them, a staff member sees only what they may read, unless the verb needs the
    `whole_centre`: one that checked their role, and shows no content. `tests/house/test_whole_centre.py` lists these.

    One that is not `durable` does not wait for its commit to be on the disk: a power cut within a second may undo it,
    unless a durable one was committed after it. For what can be lost without a loss.

    What is `planned_once` on a connection is planned for any values: for statements that go by ids, which are read in
    the same way whatever the id. Need to know makes a plan dear (10 ms, the reading 1 ms), and PostgreSQL else makes
    the first five anew for their values.

    Raises DatabaseAway when the database does not answer; RuntimeError when one is open already in this task.
    """
    if ENGINE.current_transaction.get() is not None:
        raise RuntimeError("a transaction is open already: a verb never calls a verb")
    async with connection() as lent, _begun(lent, _beginning(actor, durable, whole_centre, planned_once)):
        carrier = PostgresTransaction(ENGINE, allow_nested=False)
        carrier.connection = lent
        token = ENGINE.current_transaction.set(carrier)
        try:
            yield Transaction(lent, actor)
        finally:
            ENGINE.current_transaction.reset(token)


_WHOLE_CENTRE = "SET LOCAL app.kind = 'whole_centre'"
_PLAIN = re.compile(r"[a-z_]+")
_SCOPE = re.compile(r"[a-z]+:[a-z]+")


def _beginning(actor: Actor, durable: bool, whole_centre: bool, planned_once: bool = False) -> str:
    """Return the statements that begin a transaction and name its actor, for one round trip."""
    # Values cannot be bound where several statements go together: hexadecimal digits and plain words are all that pass
    statements = [f"BEGIN; SET LOCAL app.centre_id = '{actor.centre_id.hex}'; SET LOCAL app.kind = '{actor.kind}'"]
    if actor.kind == "staff":
        assert all(_PLAIN.fullmatch(role) for role in actor.roles)
        statements += [
            f"SET LOCAL app.staff_id = '{actor.staff_id.hex if actor.staff_id else ''}'",
            f"SET LOCAL app.department_id = '{actor.department_id.hex if actor.department_id else ''}'",
            f"SET LOCAL app.roles = '{','.join(sorted(actor.roles))}'",
        ]
    if actor.kind == "client":
        assert actor.id is not None
        assert all(_SCOPE.fullmatch(scope) for scope in actor.scopes)
        statements += [
            f"SET LOCAL app.client_id = '{actor.id.hex}'",
            f"SET LOCAL app.scopes = '{','.join(sorted(actor.scopes))}'",
        ]
    if actor.own is not None:
        proven = actor.own.beneficiary_id
        statements += [
            "SET LOCAL app.kind = 'own'",
            f"SET LOCAL app.own_beneficiary = '{proven.hex if proven else ''}'",
            f"SET LOCAL app.own_deposits = '{','.join(each.hex for each in actor.own.deposit_ids)}'",
        ]
    if whole_centre or actor.takes_in:
        statements.append(_WHOLE_CENTRE)
    if planned_once:
        statements.append("SET LOCAL plan_cache_mode = force_generic_plan")
    if not durable:
        statements.append("SET LOCAL synchronous_commit = off")
    return "; ".join(statements)


@asynccontextmanager
async def _begun(lent: Connection, beginning: str) -> AsyncIterator[None]:
    """Begin on a connection in one round trip; commit, or roll back when the block raises."""
    await lent.execute(beginning)
    try:
        yield
    except BaseException:
        await lent.execute("ROLLBACK")
        raise
    if await lent.execute("COMMIT") != "COMMIT":
        raise RuntimeError("rolled back: the block went on after a statement had failed")
