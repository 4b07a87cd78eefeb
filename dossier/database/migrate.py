"""Bring the database's schema up to date, one process at a time."""

import contextlib
import io
from urllib.parse import unquote, urlsplit

import asyncpg
from piccolo.apps.migrations.commands.forwards import ForwardsMigrationManager
from piccolo.engine.postgres import PostgresTransaction

from dossier.database.engine import ENGINE, Connection
from dossier.errors import Unavailable

LOCK = 0x6775_6963_6865_74  # "guichet": the advisory lock that migrations hold


class MigrationFailed(Unavailable):
    """The database could not be brought up to date; its schema is as it was before."""


def role_of(url: str) -> str:
    """Return the role that an address signs in as."""
    return unquote(urlsplit(url).username or "")


async def migrate(owner_url: str, app_role: str) -> list[str]:
    """Run every migration that has not run, all or none, and return their ids.

    `owner_url` signs in as the role that owns the tables; `app_role` gets its rights in the baseline.
    Raises MigrationFailed.
    """
    connection = await asyncpg.connect(owner_url)
    ENGINE.config = {"dsn": owner_url}
    try:
        async with connection.transaction():
            await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
            await connection.execute("SELECT set_config('guichet.app_role', $1, true)", app_role)
            carrier = PostgresTransaction(ENGINE, allow_nested=False)
            carrier.connection = connection
            token = ENGINE.current_transaction.set(carrier)
            try:
                before = await _done(connection)
                with contextlib.redirect_stdout(io.StringIO()):
                    result = await ForwardsMigrationManager(app_name="guichet").run()
                if not result.success:
                    raise MigrationFailed
                return sorted(await _done(connection) - before)
            finally:
                ENGINE.current_transaction.reset(token)
    finally:
        await connection.close()


async def _done(connection: Connection) -> set[str]:
    if await connection.fetchval("SELECT to_regclass('public.migration')") is None:
        return set()
    return {row["name"] for row in await connection.fetch("SELECT name FROM migration")}
