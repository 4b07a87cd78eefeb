"""Counts what is handed over in a window of time and refuses what is too much: one statement, right across processes.

A window begins with the first thing that is counted in it. Nobody is named: what is stored is hashed with our key.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import asyncpg

from dossier.clock import now
from dossier.database.engine import connection
from dossier.signing import fingerprint

Unit = Literal["files", "bytes", "deposits", "requests"]

_SENDINGS_PER_COUNT = 5
"""So many sendings of one thing are one count: a phone on a bad network sends again, and is not held to account for it.
Not without end, because other bytes may come under the same name, and each would lie on the disk for a while."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How much of a unit may come from one giver within a window."""

    giver: str  # `person:…`, `address:…`, `kiosk:…`, `client:…`
    unit: Unit
    most: int

    @property
    def key(self) -> str:
        """Return what is stored of it."""
        return fingerprint("quota", f"{self.unit}:{self.giver}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """One thing that comes: a file, or a deposit (of no bytes)."""

    name: str  # the same at each attempt to send it
    size_bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """A quota in which there is no room, and from when on there is."""

    quota: Quota
    until: datetime


async def spend(quotas: Sequence[Quota], sendings: Sequence[Sending], window_seconds: int) -> Spent | None:
    """Count what comes in every quota, or, where there is no room for all of it, in none; return the one that is spent.

    What was counted in this window already is not counted again.
    """
    began = now()
    try:
        async with connection() as lent:
            await lent.execute(
                _SPEND,
                began,
                began - timedelta(seconds=window_seconds),
                [fingerprint("sending", each.name) for each in sendings],
                [each.size_bytes for each in sendings],
                [each.key for each in quotas],
                [each.unit == "bytes" for each in quotas],
                [each.most for each in quotas],
                _SENDINGS_PER_COUNT,
            )
    except asyncpg.CheckViolationError:
        size_bytes = sum(each.size_bytes for each in sendings)
        found = await spent(quotas, len(sendings), size_bytes, window_seconds)
        return found or Spent(quota=quotas[0], until=now())  # its window ended in this very moment
    return None


async def spent(quotas: Sequence[Quota], count: int, size_bytes: int, window_seconds: int) -> Spent | None:
    """Return the quota that has no room for so much, the one that takes longest; None where there is room."""
    began, window = now(), timedelta(seconds=window_seconds)
    wanted = [size_bytes if each.unit == "bytes" else count for each in quotas]
    async with connection() as lent:
        row = await lent.fetchrow(
            _SPENT, began - window, [each.key for each in quotas], wanted, [each.most for each in quotas]
        )
    if row is None:
        return None
    return Spent(quota=quotas[row["position"] - 1], until=(row["window_start"] or began) + window)


async def sweep(window_seconds: int) -> None:
    """Forget everything whose window is over."""
    async with connection() as lent:
        for table in ("quotas", "quota_sendings"):
            await lent.execute(
                f"DELETE FROM technical.{table} WHERE window_start <= $1", now() - timedelta(seconds=window_seconds)
            )


# Rows are locked in the order of their keys, so that two who share several never wait for each other.
# Nothing is lost with a count that a power cut undoes: the commit does not wait for the disk.
_SPEND = """
WITH unhurried AS (
    SELECT set_config('synchronous_commit', 'off', true)
), sent AS (
    INSERT INTO technical.quota_sendings AS known (name, window_start, times)
    SELECT name, $1, 1 FROM unnest($3::text[]) AS name ORDER BY name
    ON CONFLICT (name) DO UPDATE SET
        times = CASE WHEN known.window_start <= $2 THEN 1 ELSE known.times + 1 END,
        window_start = CASE WHEN known.window_start <= $2 THEN $1 ELSE known.window_start END
    RETURNING name, times
), counted AS (
    SELECT count(*) AS things, coalesce(sum(size_bytes), 0) AS bytes
    FROM sent JOIN unnest($3::text[], $4::bigint[]) AS each (name, size_bytes) USING (name)
    WHERE times % $8 = 1
)
INSERT INTO technical.quotas AS kept (key, window_start, spent, most)
SELECT each.key, $1, CASE WHEN each.of_bytes THEN counted.bytes ELSE counted.things END, each.most
FROM unhurried, counted, unnest($5::text[], $6::boolean[], $7::bigint[]) AS each (key, of_bytes, most) ORDER BY each.key
ON CONFLICT (key) DO UPDATE SET
    spent = CASE WHEN kept.window_start <= $2 THEN excluded.spent ELSE kept.spent + excluded.spent END,
    window_start = CASE WHEN kept.window_start <= $2 THEN $1 ELSE kept.window_start END,
    most = excluded.most
"""
_SPENT = """
SELECT position, window_start FROM unnest($2::text[], $3::bigint[], $4::bigint[])
    WITH ORDINALITY AS each (key, wanted, most, position)
LEFT JOIN technical.quotas AS kept ON kept.key = each.key AND kept.window_start > $1
WHERE coalesce(kept.spent, 0) + each.wanted > each.most ORDER BY window_start DESC LIMIT 1
"""
