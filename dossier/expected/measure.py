"""Measure how long documents waited lately for a decision, and keep what is usual, by circuit and of all."""

from collections import defaultdict
from datetime import timedelta

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.expected.usual import usual
from dossier.people.office import calendar_of
from dossier.settings import Settings

ALL = ""
"""Stands for what people hand in by whatever circuit."""
COUNTED_MAX = 5000
"""Of how many documents, the last that were decided, the waits are counted: a round stays short in any centre."""


async def measure_waits(actor: Actor, settings: Settings) -> None:
    """Measure anew. Where too few were decided, nothing is kept, and no day is told.

    Counted are documents that people handed in, from the moment in which the centre could decide: the deposit, or the
    last page that was taken again.
    """
    since = clock.now() - timedelta(days=settings.expected_window_days)
    waits_days: dict[str, list[int]] = defaultdict(list)
    async with transaction(actor) as tx:
        calendar = await calendar_of(tx, settings)
        rows = await tx.rows(
            """SELECT d.circuit, d.decided_at, greatest(d.captured_at, (
                          SELECT max(k.placed_at) FROM retakes k WHERE k.document_id = d.id)) AS waited_from
               FROM documents d
               WHERE d.decided_at >= $1 AND d.state IN ('validated', 'refused') AND is_handed_in(d.circuit)
               ORDER BY d.decided_at DESC LIMIT $2""",
            since,
            COUNTED_MAX,
        )
        for row in rows:
            days = calendar.days_between(row["waited_from"], row["decided_at"])
            for circuit in (row["circuit"], ALL):
                waits_days[circuit].append(days)
        limits = {"share_percent": settings.expected_share_percent, "documents_min": settings.expected_documents_min}
        found = {circuit: usual(days, **limits) for circuit, days in waits_days.items()}
        known = {circuit: each for circuit, each in sorted(found.items()) if each is not None}
        await tx.run("DELETE FROM usual_waits WHERE circuit <> ALL ($1)", list(known))
        for circuit, each in known.items():
            await tx.run(_KEEP, actor.centre_id, circuit, each.half_days, each.share_days, each.counted, clock.now())


_KEEP = """INSERT INTO usual_waits (centre_id, circuit, half_days, share_days, counted, measured_at)
           VALUES ($1, $2, $3, $4, $5, $6)
           ON CONFLICT (centre_id, circuit) DO UPDATE SET half_days = excluded.half_days,
               share_days = excluded.share_days, counted = excluded.counted, measured_at = excluded.measured_at"""
