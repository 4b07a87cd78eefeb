"""How long things take, from deposit to signal handled, by circuit, type, department and month; the citizen's apart.

Times are the clock's on the wall, nights and weekends included: so long do people wait. They are shown as p50 and p90,
by the nearest rank.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from itertools import repeat
from typing import Any

from dossier.clock import BRUSSELS
from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.monitoring.groups import Folded, Group, fold, rank
from dossier.monitoring.period import Period
from dossier.monitoring.rights import check_monitors

OTHERS = "*"
"""The key of groups that are told together alone."""


class Stage(StrEnum):
    """A part of the way."""

    FILED = "filed"  # from the deposit to the verdict that filed it, without what the citizen took
    SEEN = "seen"  # from the signal to whoever sees it
    HANDLED = "handled"  # from there to its outcome
    RETAKE = "retake"  # the citizen's: from the refusal to the pages taken again
    REQUEST = "request"  # the citizen's: from the question to the paper


CENTRES = (Stage.FILED, Stage.SEEN, Stage.HANDLED)
"""What staff take: its figures are guarded by how many people they are about."""


class Dimension(StrEnum):
    """By what delays are told apart."""

    WHOLE = "whole"
    CIRCUIT = "circuit"
    TYPE = "type"
    DEPARTMENT = "department"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """How long one stage took for one group."""

    stage: Stage
    by: Dimension
    key: str  # a code; `YYYY-MM`; empty for the whole; `OTHERS`
    count: int
    p50_seconds: int
    p90_seconds: int


_SECONDS = "greatest(date_part('epoch', {}), 0)::int"

_RETAKEN = """retaken AS MATERIALIZED (
    SELECT t.document_id, max(t.placed_at) AS placed_at,
        (SELECT max(e.at) FROM events e
         WHERE e.record_id = t.document_id AND e.name = 'DocumentRefused' AND e.at <= min(t.begun_at)) AS refused_at
    FROM retakes t WHERE t.placed_at IS NOT NULL GROUP BY t.document_id, t.deposit_id)"""
"""SQL: each time that pages were taken again, from the refusal to the new ones."""

_SIGNALS = "signals s LEFT JOIN documents d ON d.id = s.document_id"
_PAUSED = """coalesce((SELECT sum(greatest(least(b.ended_at, d.captured_at) - greatest(b.began_at, i.waits_since),
                                           interval '0'))
                      FROM request_pauses b WHERE b.request_id = i.request_id), interval '0')"""
_SAMPLES = {
    Stage.FILED: f"""
        SELECT {_SECONDS.format("d.decided_at - d.captured_at - coalesce(w.waited, interval '0')")} AS seconds,
               d.decided_at AS ended_at, d.circuit, d.type_id, d.department_id, d.decided_by AS hand
        FROM documents d
        LEFT JOIN (SELECT document_id, sum(placed_at - refused_at) AS waited FROM retaken r GROUP BY 1) w
               ON w.document_id = d.id
        WHERE d.state = 'validated' AND d.decided_at >= $1 AND d.decided_at < $2""",
    Stage.SEEN: f"""
        SELECT {_SECONDS.format("coalesce(s.seen_at, s.taken_at) - s.raised_at")} AS seconds,
               coalesce(s.seen_at, s.taken_at) AS ended_at, d.circuit, s.type_id, s.department_id,
               coalesce(s.taken_by, s.staff_id) AS hand
        FROM {_SIGNALS} WHERE s.state <> 'withdrawn'
          AND coalesce(s.seen_at, s.taken_at) >= $1 AND coalesce(s.seen_at, s.taken_at) < $2""",
    Stage.HANDLED: f"""
        SELECT {_SECONDS.format("s.handled_at - coalesce(s.seen_at, s.taken_at)")} AS seconds,
               s.handled_at AS ended_at, d.circuit, s.type_id, s.department_id,
               coalesce(s.taken_by, s.staff_id) AS hand
        FROM {_SIGNALS} WHERE s.state = 'handled' AND s.handled_at >= $1 AND s.handled_at < $2""",
    Stage.RETAKE: f"""
        SELECT {_SECONDS.format("r.placed_at - r.refused_at")} AS seconds, r.placed_at AS ended_at,
               d.circuit, coalesce(d.type_id, d.proposed_type_id) AS type_id, d.department_id, NULL::uuid AS hand
        FROM retaken r LEFT JOIN documents d ON d.id = r.document_id
        WHERE r.refused_at IS NOT NULL AND r.placed_at >= $1 AND r.placed_at < $2""",
    Stage.REQUEST: f"""
        SELECT {_SECONDS.format(f"d.captured_at - i.waits_since - {_PAUSED}")} AS seconds, d.captured_at AS ended_at,
               d.circuit, i.type_id, f.department_id, NULL::uuid AS hand
        FROM request_items i
        CROSS JOIN LATERAL (SELECT captured_at, circuit FROM documents WHERE id = i.document_id OFFSET 0) d
        LEFT JOIN document_requests q ON q.id = i.request_id LEFT JOIN social_files f ON f.id = q.social_file_id
        WHERE d.captured_at >= $1 AND d.captured_at < $2""",
}
"""Stage → SQL: how many seconds each took that ended from $1 to $2, of what it is, and through whose hands it went."""

_NUMBERED = """WITH {retaken}, samples AS ({samples}),
        codes AS (SELECT v.id, dense_rank() OVER (ORDER BY t.code)::int AS number
                  FROM document_types v JOIN terms t ON t.id = v.term_id),
        places AS (SELECT id, row_number() OVER (ORDER BY code)::int AS number FROM departments),
        hands AS (SELECT id, row_number() OVER (ORDER BY id)::int AS number FROM staff_members),
        ordered AS (SELECT s.seconds, coalesce(s.circuit, '') AS circuit, c.number AS type, p.number AS department,
                           width_bucket(s.ended_at, $3::timestamptz[]) - 1 AS month, h.number AS hand
                    FROM samples s LEFT JOIN codes c ON c.id = s.type_id LEFT JOIN places p ON p.id = s.department_id
                    LEFT JOIN hands h ON h.id = s.hand ORDER BY s.seconds)
    SELECT array_agg(seconds) AS seconds, array_agg(circuit) AS circuit, array_agg(type) AS type,
           array_agg(department) AS department, array_agg(month) AS month, array_agg(hand) AS hand FROM ordered"""
"""SQL to format: the samples, the quickest first, as one list for each column. As rows they took three times as long.
$3: the first moments of the months."""


_READS_ALL = "SET LOCAL enable_nestloop = off"
"""Who counts all rows joins by hashes. Where tables were not analysed yet, PostgreSQL takes those behind a policy for
one row, and looked 150 retakes through for each of 2,400 documents (17 s); where they were, it took 94 ms for 30."""


async def at_a_glance(actor: Actor, period: Period, people_min: int) -> tuple[Delay, ...]:
    """Return how long each stage took of what ended in a period; none of what fewer than `people_min` people did.

    Raises MonitoringNotYours.
    """
    check_monitors(actor)
    # On two connections, as long as both take: the documents and what was taken again; the signals and what was asked
    halves = await asyncio.gather(
        _glance(actor, period, (Stage.FILED, Stage.RETAKE)),
        _glance(actor, period, (Stage.SEEN, Stage.HANDLED, Stage.REQUEST)),
    )
    told = {Stage(row["stage"]): row for half in halves for row in half}
    return tuple(
        Delay(
            stage=stage,
            by=Dimension.WHOLE,
            key="",
            count=told[stage]["count"],
            p50_seconds=told[stage]["half"],
            p90_seconds=told[stage]["most"],
        )
        for stage in Stage
        if told[stage]["count"] and (stage not in CENTRES or told[stage]["people"] >= people_min)
    )


async def _glance(actor: Actor, period: Period, stages: Iterable[Stage]) -> list[Record]:
    """Return of each stage how many there are, both ranks and how many people; those of `rank`, reckoned in place."""
    ranked = """SELECT '{stage}' AS stage, cardinality(ordered) AS count, people,
            ordered[(cardinality(ordered) * 50 + 99) / 100] AS half,
            ordered[(cardinality(ordered) * 90 + 99) / 100] AS most
        FROM (SELECT array_agg(seconds ORDER BY seconds) AS ordered, count(DISTINCT hand) AS people
              FROM ({samples}) s) whole"""
    each = " UNION ALL ".join(ranked.format(stage=stage, samples=_SAMPLES[stage]) for stage in stages)
    async with transaction(actor, whole_centre=True) as tx:
        await tx.run(_READS_ALL)
        return await tx.rows(f"WITH {_RETAKEN} {each}", period.begins_at, period.ends_at)


async def delays(actor: Actor, stage: Stage, period: Period, people_min: int) -> tuple[Delay, ...]:
    """Return how long a stage took of what ended in a period, told apart in each dimension; the slowest first.

    What staff did is told of `people_min` people or more (`groups.fold`); months of fewer are left out. Raises
    MonitoringNotYours.
    """
    check_monitors(actor)
    months = [f"{month:%Y-%m}" for month in period.months()]
    async with transaction(actor, whole_centre=True) as tx:
        await tx.run(_READS_ALL)
        types = [row["code"] for row in await tx.rows("SELECT code FROM terms ORDER BY code")]
        departments = [row["code"] for row in await tx.rows("SELECT code FROM departments ORDER BY code")]
        row = await tx.row(
            _NUMBERED.format(retaken=_RETAKEN, samples=_SAMPLES[stage]),
            period.begins_at,
            period.ends_at,
            [datetime.combine(month, time(), BRUSSELS) for month in period.months()],
        )
    assert row is not None
    if not row["seconds"]:
        return ()
    # Each column's words by its numbers; numbers of types and departments begin with 1, and none has 0
    words = {Dimension.TYPE: ["", *types], Dimension.DEPARTMENT: ["", *departments], Dimension.MONTH: months}
    return await asyncio.to_thread(_told, stage, dict(row), words, people_min if stage in CENTRES else 0)


def _told(
    stage: Stage, columns: dict[str, list[Any]], words: dict[Dimension, list[str]], people_min: int
) -> tuple[Delay, ...]:
    told = []
    for by in Dimension:
        keys = columns.get(by, repeat(""))
        folded = fold(_grouped(columns["seconds"], keys, columns["hand"], words.get(by)), people_min)
        told += [_delay(stage, by, key, group.seconds) for key, group in _listed(by, folded)]
    return tuple(told)


def _grouped(
    seconds: list[int], keys: Iterable[Any], hands: list[int | None], words: list[str] | None
) -> dict[str, Group]:
    """Return samples by their key; the quickest come first, so each group is in order."""
    groups: dict[Any, Group] = defaultdict(Group)
    for taken, key, hand in zip(seconds, keys, hands, strict=False):
        group = groups[key]
        group.seconds.append(taken)
        group.people.add(hand)
    for group in groups.values():
        group.people.discard(None)  # nobody knows whose
        group.count = len(group.seconds)
    return {str(key) if words is None else words[key or 0]: group for key, group in groups.items()}


def _listed(by: Dimension, folded: Folded[str]) -> list[tuple[str, Group]]:
    """Return groups in the order in which they are told: months as they came, others by their p90, together last."""
    if by is Dimension.MONTH:
        return sorted(folded.shown.items())
    slow = sorted(folded.shown.items(), key=lambda each: (-rank(90, each[1].seconds), each[0]))
    return [*slow, *([(OTHERS, folded.others)] if folded.others else [])]


def _delay(stage: Stage, by: Dimension, key: str, seconds: list[int]) -> Delay:
    return Delay(
        stage=stage,
        by=by,
        key=key,
        count=len(seconds),
        p50_seconds=rank(50, seconds),
        p90_seconds=rank(90, seconds),
    )
