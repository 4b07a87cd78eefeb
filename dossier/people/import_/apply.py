"""Does what all three imports share: one at a time, compare with what is there, write in bulk, record it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.events import ListImported
from dossier.journal.record import record
from dossier.people.import_.report import Report

_LOCK = "guichet import"


@asynccontextmanager
async def importing(actor: Actor) -> AsyncIterator[Transaction]:
    """Open the transaction of an import, while no other import runs in the same centre."""
    async with transaction(actor) as tx:
        await tx.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"{_LOCK} {actor.centre_id}")
        yield tx


def merged(present: Mapping[str, object], wanted: Mapping[str, object]) -> dict[str, object]:
    """Return what a row shall hold: what the list says, and what is there where the list is silent."""
    return {column: present[column] if value in (None, "", []) else value for column, value in wanted.items()}


async def insert(tx: Transaction, table: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows of the actor's centre, which all name the same columns, in one go."""
    if not rows:
        return
    columns = ["centre_id", *rows[0]]
    places = ", ".join(f"${place}" for place in range(1, len(columns) + 1))
    await tx.connection.executemany(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})",
        ((tx.actor.centre_id, *row.values()) for row in rows),
    )


async def update(tx: Transaction, table: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Update rows by their `id`, all naming the same columns, in one go."""
    if not rows:
        return
    columns = [column for column in rows[0] if column != "id"]
    changes = ", ".join(f"{column} = ${place}" for place, column in enumerate(columns, start=2))
    await tx.connection.executemany(
        f"UPDATE {table} SET {changes} WHERE id = $1",
        ((row["id"], *(row[column] for column in columns)) for row in rows),
    )


async def note(tx: Transaction, kind: str, sha256: str, report: Report) -> None:
    """Record an import that did something; one that changed nothing leaves no trace."""
    if report.taken or report.changed:
        event = ListImported(
            record_id=tx.actor.centre_id,
            kind=kind,
            sha256=sha256,
            taken=report.taken,
            changed=report.changed,
        )
        await record(tx, event)


def differs(present: Mapping[str, object], wanted: Mapping[str, object]) -> bool:
    """Say whether a row holds anything else than it shall."""
    return any(present[column] != value for column, value in wanted.items())


async def rows_by(tx: Transaction, table: str, key: str) -> dict[object, dict[str, object]]:
    """Return the centre's rows of a table by the value of a column that is never twice the same."""
    rows = await tx.rows(f"SELECT * FROM {table} WHERE {key} IS NOT NULL")
    return {row[key]: dict(row) for row in rows}
