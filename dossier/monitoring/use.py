"""What the centre's ways in are used for: deposits by circuit, the kiosks, and how many files are digital only."""

from dataclasses import dataclass
from datetime import date

from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.monitoring.by_phase import TakenInPhase, taken_in_phases
from dossier.monitoring.groups import rank
from dossier.monitoring.period import Period
from dossier.monitoring.rights import check_monitors

AT_SOURCE = frozenset({"portal", "kiosk", "counter", "interview"})
"""Circuits in which a paper is captured while whoever brings it is there."""
BY_SENDING = frozenset({"post", "email"})
"""Circuits in which it is sent, and somebody finds out whose it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """How many deposits came in a month by one circuit."""

    month: date
    circuit: str
    deposits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskMonth:
    """What became of the deposits that were begun at kiosks in a month."""

    month: date
    begun: int
    received: int
    abandoned: int
    p50_seconds: int | None  # from the first touch to the receipt
    p90_seconds: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskHour:
    """How many deposits kiosks received in an hour of the day."""

    hour: int
    received: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskPlace:
    """How much one kiosk was used."""

    name: str
    begun: int
    received: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitalMonth:
    """How many of the files that are open now were digital only at the end of a month."""

    month: date
    files: int
    digital: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitalDepartment:
    """How many open files of a department are digital only now."""

    code: str
    files: int
    digital: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What the ways in were used for in a period."""

    taken: tuple[Taken, ...]  # month by month, each circuit that had any in the period
    taken_in_phases: tuple[TakenInPhase, ...]  # phase by phase, likewise; none where the centre has no phases
    kiosk_months: tuple[KioskMonth, ...]  # none where no kiosk was used
    kiosk_hours: tuple[KioskHour, ...]
    kiosks: tuple[KioskPlace, ...]
    digital_months: tuple[DigitalMonth, ...]
    digital_departments: tuple[DigitalDepartment, ...]


_MONTH = "date_trunc('month', {} AT TIME ZONE 'Europe/Brussels')::date"
_AT_KIOSKS = "circuit = 'kiosk' AND opened_at >= $1 AND opened_at < $2"


async def use(actor: Actor, period: Period) -> Use:
    """Return how circuits and kiosks were used in a period. Raises MonitoringNotYours."""
    check_monitors(actor)
    span = (period.begins_at, period.ends_at)
    async with transaction(actor, whole_centre=True) as tx:
        taken = await tx.rows(
            f"""SELECT {_MONTH.format("received_at")} AS month, circuit, count(*) AS count FROM deposits
                WHERE received_at >= $1 AND received_at < $2 GROUP BY 1, 2""",
            *span,
        )
        in_phases = await taken_in_phases(tx, period)
        kiosk_months = await tx.rows(
            f"""SELECT {_MONTH.format("opened_at")} AS month, count(*) AS begun, count(received_at) AS received,
                       count(*) FILTER (WHERE state = 'abandoned') AS abandoned,
                       array_agg(extract(epoch FROM received_at - opened_at)::int ORDER BY received_at - opened_at)
                           FILTER (WHERE received_at IS NOT NULL) AS seconds
                FROM deposits WHERE {_AT_KIOSKS} GROUP BY 1""",
            *span,
        )
        hours = await tx.rows(
            f"""SELECT extract(hour FROM received_at AT TIME ZONE 'Europe/Brussels')::int AS hour, count(*) AS count
                FROM deposits WHERE {_AT_KIOSKS} AND received_at IS NOT NULL GROUP BY 1""",
            *span,
        )
        kiosks = await tx.rows(
            f"""SELECT coalesce(k.name, '') AS name, d.begun, d.received
                FROM (SELECT device_id, count(*) AS begun, count(received_at) AS received
                      FROM deposits WHERE {_AT_KIOSKS} GROUP BY 1) d
                LEFT JOIN devices k ON k.id = d.device_id ORDER BY 1, d.device_id""",
            *span,
        )
        files = await tx.rows(
            """SELECT p.code, date_trunc('month', f.opened_on)::date AS opened_in,
                      date_trunc('month', f.digital_since)::date AS digital_in, count(*) AS count
               FROM social_files f JOIN departments p ON p.id = f.department_id
               WHERE f.status = 'open' GROUP BY 1, 2, 3"""
        )
    counts = {(row["month"], row["circuit"]): row["count"] for row in taken}
    circuits = sorted({circuit for _, circuit in counts})
    by_month = {row["month"]: row for row in kiosk_months}
    return Use(
        taken=tuple(
            Taken(month=month, circuit=circuit, deposits=counts.get((month, circuit), 0))
            for month in period.months()
            for circuit in circuits
        ),
        taken_in_phases=in_phases,
        kiosk_months=tuple(_kiosk_month(month, by_month.get(month)) for month in period.months()) if by_month else (),
        kiosk_hours=_kiosk_hours({row["hour"]: row["count"] for row in hours}),
        kiosks=tuple(KioskPlace(**dict(row)) for row in kiosks),
        digital_months=tuple(_digital_month(month, files) for month in period.months()) if files else (),
        digital_departments=tuple(
            DigitalDepartment(
                code=code,
                files=sum(row["count"] for row in files if row["code"] == code),
                digital=sum(row["count"] for row in files if row["code"] == code and row["digital_in"]),
            )
            for code in sorted({row["code"] for row in files})
        ),
    )


def _kiosk_month(month: date, row: Record | None) -> KioskMonth:
    took = row["seconds"] or [] if row else []
    return KioskMonth(
        month=month,
        begun=row["begun"] if row else 0,
        received=row["received"] if row else 0,
        abandoned=row["abandoned"] if row else 0,
        p50_seconds=rank(50, took) if took else None,
        p90_seconds=rank(90, took) if took else None,
    )


def _kiosk_hours(counted: dict[int, int]) -> tuple[KioskHour, ...]:
    hours = range(min(counted), max(counted) + 1) if counted else ()
    return tuple(KioskHour(hour=hour, received=counted.get(hour, 0)) for hour in hours)


def _digital_month(month: date, files: list[Record]) -> DigitalMonth:
    there = [row for row in files if row["opened_in"] <= month]
    return DigitalMonth(
        month=month,
        files=sum(row["count"] for row in there),
        digital=sum(row["count"] for row in there if row["digital_in"] and row["digital_in"] <= month),
    )
