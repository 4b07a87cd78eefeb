"""Counts attempts at something within a window of time: one atomic statement, right across processes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from dossier.clock import now
from dossier.database.engine import connection
from dossier.signing import fingerprint


@dataclass(frozen=True, slots=True)
class Attempts:
    """How often something was tried, and from when on the count begins anew."""

    count: int
    until: datetime


def _hashed(key: str) -> str:
    """Return what is stored of a key, which may hold a login or an address."""
    return fingerprint("attempt", key)


async def count(key: str, window_seconds: int) -> Attempts:
    """Count one more attempt under a key, in a window that begins with the first one."""
    window = timedelta(seconds=window_seconds)
    async with connection() as lent:
        row = await lent.fetchrow(
            "INSERT INTO technical.attempts AS kept (key, window_start, count) VALUES ($1, $2, 1)"
            " ON CONFLICT (key) DO UPDATE SET"
            " count = CASE WHEN kept.window_start <= $3 THEN 1 ELSE kept.count + 1 END,"
            " window_start = CASE WHEN kept.window_start <= $3 THEN $2 ELSE kept.window_start END"
            " RETURNING count, window_start",
            _hashed(key),
            now(),
            now() - window,
        )
    assert row is not None
    return Attempts(row["count"], row["window_start"] + window)


async def give_back(key: str) -> None:
    """Take one attempt off the count: it was a good one."""
    async with connection() as lent:
        await lent.execute("UPDATE technical.attempts SET count = greatest(count - 1, 0) WHERE key = $1", _hashed(key))


async def forget(key: str) -> None:
    """Begin the count under a key anew."""
    async with connection() as lent:
        await lent.execute("DELETE FROM technical.attempts WHERE key = $1", _hashed(key))


async def sweep(window_seconds: int) -> None:
    """Forget every count whose window is over."""
    async with connection() as lent:
        await lent.execute(
            "DELETE FROM technical.attempts WHERE window_start <= $1", now() - timedelta(seconds=window_seconds)
        )
