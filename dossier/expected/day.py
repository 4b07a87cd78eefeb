"""The day by which what still waits of a deposit is usually looked at, and whether that day has passed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.retake import ITS_DEPOSITS
from dossier.documents.wanted import WAITS
from dossier.expected.measure import ALL
from dossier.people.office import calendar_of
from dossier.settings import Settings

_USUAL = f"""
    SELECT w.waited_from, u.half_days, u.share_days
    FROM (SELECT max(greatest(d.captured_at, (SELECT max(k.placed_at) FROM retakes k WHERE k.document_id = d.id)))
                     AS waited_from,
                 max(d.circuit) AS circuit
          FROM documents d WHERE {ITS_DEPOSITS.format(deposit="$1")} AND {WAITS}) w
    JOIN LATERAL (SELECT half_days, share_days FROM usual_waits m
                  WHERE m.circuit IN (w.circuit, $2) ORDER BY m.circuit DESC LIMIT 1) u ON true
    WHERE w.waited_from IS NOT NULL"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """When a depositor may expect that all of a deposit was looked at. Days in Belgium."""

    half_on: date | None  # by then half of such documents were; None: that is over, or the same day
    usually_on: date
    is_late: bool  # that day has passed


async def expected_of(actor: Actor, deposit_id: UUID, settings: Settings) -> Expected | None:
    """Return when what waits of a deposit is usually decided, by what its circuit is used to, or else the centre.

    None where nothing waits, or too little was decided lately to say a day: one query then, else two.
    """
    async with transaction(actor) as tx:
        row = await tx.row(_USUAL, deposit_id, ALL)
        if row is None:
            return None
        calendar = await calendar_of(tx, settings)
    half_on, usually_on = (
        calendar.days_later(row["waited_from"], row[name]).date() for name in ("half_days", "share_days")
    )
    today = clock.today()
    return Expected(
        half_on=half_on if today <= half_on < usually_on else None, usually_on=usually_on, is_late=today > usually_on
    )
