"""Reads and moves the rows of runs: begun once at a time, moved on by whoever compares, finished with its figures."""

import json
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg

from dossier import clock
from dossier.database.engine import Transaction
from dossier.errors import Conflict
from dossier.ids import new_id
from dossier.reconcile.values import Run

STILL_SECONDS = 300
"""A run that has not moved for so long was left behind by whoever made it, and may be taken up again."""

_COLUMNS = """id, deep, started_at, moved_at, finished_at, after_key, rows_checked, blobs_checked, hashed_bytes,
              coalesce(found, '{}')::text AS found"""


class CheckUnderWay(Conflict):
    """The store is being checked just now. Look again in a moment."""


async def begin(tx: Transaction, *, deep: bool) -> UUID:
    """Begin a run, or take up the one that was left behind; return its id. Raises CheckUnderWay."""
    left = await tx.row("SELECT id, moved_at FROM reconcile_runs WHERE finished_at IS NULL FOR UPDATE")
    now = clock.now()
    if left is None:
        run_id = new_id()
        try:
            await tx.run(
                "INSERT INTO reconcile_runs (id, centre_id, deep, started_at, moved_at) VALUES ($1, $2, $3, $4, $4)",
                run_id,
                tx.actor.centre_id,
                deep,
                now,
            )
        except asyncpg.UniqueViolationError:
            raise CheckUnderWay from None
        return run_id
    if left["moved_at"] > now - timedelta(seconds=STILL_SECONDS):
        raise CheckUnderWay
    await tx.run("UPDATE reconcile_runs SET moved_at = $2 WHERE id = $1", left["id"], now)
    found: UUID = left["id"]
    return found


async def run_of(tx: Transaction, run_id: UUID) -> Run | None:
    """Return a run; None when there is none of this id."""
    row = await tx.row(f"SELECT {_COLUMNS} FROM reconcile_runs WHERE id = $1", run_id)
    return _run(row) if row else None


async def under_way(tx: Transaction) -> Run | None:
    """Return the run that has not finished."""
    row = await tx.row(f"SELECT {_COLUMNS} FROM reconcile_runs WHERE finished_at IS NULL")
    return _run(row) if row else None


async def last_finished(tx: Transaction, *, deep: bool) -> Run | None:
    """Return the last run that finished; for `deep`, the last of those that read every hash."""
    row = await tx.row(
        f"""SELECT {_COLUMNS} FROM reconcile_runs WHERE finished_at IS NOT NULL AND (deep OR NOT $1)
            ORDER BY finished_at DESC LIMIT 1""",
        deep,
    )
    return _run(row) if row else None


async def move_on(tx: Transaction, run: Run, after_key: str, rows: int, blobs: int, hashed_bytes: int) -> bool:
    """Move a run from where the caller knew it to further on; False when another has moved it meanwhile."""
    return bool(
        await tx.run(
            """UPDATE reconcile_runs SET after_key = $3, moved_at = $4, rows_checked = rows_checked + $5,
                      blobs_checked = blobs_checked + $6, hashed_bytes = hashed_bytes + $7
               WHERE id = $1 AND after_key = $2 AND finished_at IS NULL""",
            run.id,
            run.after_key,
            after_key,
            clock.now(),
            rows,
            blobs,
            hashed_bytes,
        )
    )


async def end(tx: Transaction, run: Run, found: dict[str, int]) -> datetime | None:
    """Finish a run with what it found; None when another did so."""
    now = clock.now()
    ended = await tx.run(
        "UPDATE reconcile_runs SET finished_at = $3, moved_at = $3, found = $4 "
        "WHERE id = $1 AND after_key = $2 AND finished_at IS NULL",
        run.id,
        run.after_key,
        now,
        json.dumps(found),
    )
    return now if ended else None


def _run(row: asyncpg.Record) -> Run:
    return Run(**{**dict(row), "found": json.loads(row["found"])})
