"""Sweep a training centre away, rows and bytes: what was learned with it is over, and another one takes its place."""

import asyncpg

from dossier.database.engine import Connection
from dossier.storage.vault import Vault

_TABLES = """SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'centre_id'
             WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND NOT c.relispartition
             ORDER BY c.relname"""


async def sweep(owner_url: str, vault: Vault, code: str) -> None:
    """Delete all rows of the training centre of a code, then its bytes; nothing where there is none.

    What vouched for its journal stays in the store: a bucket can lock that.

    As the owner of the tables, in one transaction. A real centre is left alone: the question asks for training centres.
    """
    connection = await asyncpg.connect(owner_url)
    try:
        centre_id = await connection.fetchval("SELECT id FROM centres WHERE code = $1 AND is_training(id)", code)
        if centre_id is None:
            return
        async with connection.transaction():
            await connection.execute(
                f"SET LOCAL app.centre_id = '{centre_id.hex}'; SET LOCAL app.kind = 'whole_centre'"
            )
            await connection.execute("DELETE FROM jobs.pgqueuer WHERE payload LIKE $1", f'%"{centre_id}"%'.encode())
            await connection.execute("UPDATE departments SET head_id = NULL WHERE centre_id = $1", centre_id)
            await _delete_rows(connection, centre_id)
            await connection.execute("DELETE FROM centres WHERE id = $1", centre_id)
    finally:
        await connection.close()
    for prefix in (str(centre_id), f"exports/{centre_id}"):
        for key in [blob.key async for blob in vault.list(prefix)]:
            await vault.delete(key)


async def _delete_rows(connection: Connection, centre_id: object) -> None:
    """Empty each table once no row of another one names its rows."""
    left = [row["relname"] for row in await connection.fetch(_TABLES)]
    while left:
        held = []
        for table in left:
            try:
                async with connection.transaction():
                    await connection.execute(f"DELETE FROM {table} WHERE centre_id = $1", centre_id)
            except (asyncpg.ForeignKeyViolationError, asyncpg.RestrictViolationError):
                held.append(table)
        if held == left:
            msg = f"these rows name each other: {held}"
            raise RuntimeError(msg)
        left = held
