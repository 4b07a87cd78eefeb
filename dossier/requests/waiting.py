"""How long one waits for whom: for the person, from request to paper; for the centre, from there to its word."""

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.requests.access import OWN_FILE, working

WINDOW = timedelta(days=90)
BOUNDS_DAYS = (1, 3, 7, 14, 30)
"""A wait is counted below the first of these that is larger; the last bar has no bound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Waits of one kind, in days."""

    days: tuple[float, ...]

    @property
    def median_days(self) -> float | None:
        """Return what half of them stay below; None without any."""
        return median(self.days) if self.days else None

    @property
    def bars(self) -> tuple[int, ...]:
        """Return how many fall below each of `BOUNDS_DAYS` and not below the one before, and how many beyond."""
        counts = [0] * (len(BOUNDS_DAYS) + 1)
        for each in self.days:
            counts[sum(each >= bound for bound in BOUNDS_DAYS)] += 1
        return tuple(counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """For whom one waited with the papers that answered a request in the last 90 days."""

    person: Waits
    centre: Waits


async def waiting(actor: Actor) -> Waiting:
    """Return the waits of the requests for the files that one works on, each paper counted once on either side.

    A paper that was handed over before it was asked for let nobody wait but for the centre; nor did anyone wait for the
    person while the request was waived. One that turned out not to be enough counts too: the centre's word was that it
    is asked again. Raises NotYourWork.
    """
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"""WITH given AS (
                    SELECT i.request_id, i.document_id, i.waits_since, NULL::timestamptz AS said_at
                    FROM request_items i WHERE i.document_id IS NOT NULL
                    UNION ALL
                    SELECT i.request_id, o.document_id, o.waited_since, o.reopened_at
                    FROM request_reopenings o JOIN request_items i ON i.id = o.item_id WHERE o.taken_back_at IS NULL)
                SELECT extract(epoch FROM greatest(d.captured_at - g.waits_since, interval '0')
                               - paused.time)::float8 AS person_seconds,
                       extract(epoch FROM coalesce(g.said_at, d.decided_at) - d.captured_at)::float8 AS centre_seconds
                FROM given g JOIN document_requests r ON r.id = g.request_id
                JOIN social_files f ON f.id = r.social_file_id JOIN documents d ON d.id = g.document_id
                JOIN LATERAL (
                    SELECT coalesce(sum(greatest(least(p.ended_at, d.captured_at) - greatest(p.began_at, g.waits_since),
                                                 interval '0')), interval '0') AS time
                    FROM request_pauses p WHERE p.request_id = r.id) paused ON true
                WHERE {OWN_FILE} AND coalesce(g.said_at, d.decided_at) >= $3""",
            *working(tx),
            clock.now() - WINDOW,
        )
    day = timedelta(days=1).total_seconds()
    return Waiting(
        person=Waits(days=tuple(row["person_seconds"] / day for row in rows)),
        centre=Waits(days=tuple(row["centre_seconds"] / day for row in rows)),
    )
