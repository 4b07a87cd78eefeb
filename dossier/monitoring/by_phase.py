"""What the circuits were used for in each phase of the roll-out."""

from dataclasses import dataclass
from datetime import date, timedelta

from dossier import clock
from dossier.database.engine import Transaction
from dossier.monitoring.period import Period
from dossier.phases.plan import Plan
from dossier.phases.queries import plan_in


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenInPhase:
    """How many deposits came in a phase, as far as it is in the period, by one circuit."""

    phase_fr: str  # empty: before the first phase
    phase_nl: str
    from_on: date  # the first day of it that was counted
    until_on: date  # the last one
    circuit: str
    deposits: int


async def taken_in_phases(tx: Transaction, period: Period) -> tuple[TakenInPhase, ...]:
    """Count deposits by the phase in which they were received."""
    known = (await plan_in(tx)).phases
    if not known:
        return ()
    begins_on, last_on = period.begins_at.date(), min(period.ends_at.date() - timedelta(days=1), clock.today())
    starts = [begins_on, *(each.from_on for each in known if begins_on < each.from_on <= last_on)]
    rows = await tx.rows(
        """SELECT s.start, d.circuit, count(*) AS count FROM deposits d
           CROSS JOIN LATERAL (SELECT max(start) AS start FROM unnest($3::date[]) start
                               WHERE start <= (d.received_at AT TIME ZONE 'Europe/Brussels')::date) s
           WHERE d.received_at >= $1 AND d.received_at < $2 GROUP BY 1, 2""",
        period.begins_at,
        period.ends_at,
        starts,
    )
    counts = {(row["start"], row["circuit"]): row["count"] for row in rows}
    circuits = sorted({circuit for _, circuit in counts})
    told = []
    for start, after in zip(starts, [*starts[1:], last_on + timedelta(days=1)], strict=True):
        phase = Plan(known).now(start)
        told += [
            TakenInPhase(
                phase_fr=phase.label_fr if phase else "",
                phase_nl=phase.label_nl if phase else "",
                from_on=start,
                until_on=after - timedelta(days=1),
                circuit=circuit,
                deposits=counts.get((start, circuit), 0),
            )
            for circuit in circuits
        ]
    return tuple(told)
