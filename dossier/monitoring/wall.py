"""How the centre stands now: what waits and since when, what came and went today, what will wait in the coming days."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from dossier import clock
from dossier.calendar import Calendar
from dossier.clock import BRUSSELS
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.monitoring.forecast import DAYS_AHEAD, WEEKS, Day, forecast
from dossier.monitoring.groups import Group, fold, in_spans
from dossier.monitoring.rights import check_monitors
from dossier.monitoring.standing import CircuitToday, Hour, HourOfCircuit, Waiting, Wall
from dossier.people.office import calendar_of
from dossier.settings import Settings

_DAY = timedelta(days=1)
_LOCAL = "{} AT TIME ZONE 'Europe/Brussels'"


async def wall(actor: Actor, settings: Settings) -> Wall:
    """Return how the centre stands now. Raises MonitoringNotYours."""
    check_monitors(actor)
    now = clock.now()
    today = now.astimezone(BRUSSELS).date()
    async with transaction(actor, whole_centre=True) as tx:
        calendar = await calendar_of(tx, settings)
        days = _days_back(calendar, today)
        waiting = await tx.rows(
            f"""SELECT circuit, captured_at, aside_until > ({_LOCAL.format("$1")})::date AS aside
                FROM documents WHERE state IN ('captured', 'profiled', 'second_reading')""",
            now,
        )
        signals = await tx.row(
            """SELECT count(*) FILTER (WHERE state = 'raised') AS raised,
                      count(*) FILTER (WHERE state <> 'raised') AS taken,
                      min(raised_at) FILTER (WHERE state = 'raised') AS oldest
               FROM signals WHERE state IN ('raised', 'seen', 'taken')"""
        )
        came = await _came(tx, "hour", today)
        decided = await _decided(tx, "hour", today)
        past_came = await _came(tx, "day", days[0])
        past_decided = await _decided(tx, "day", days[0])
    assert signals is not None
    past = _past(calendar, days, (past_came, past_decided), len(waiting), settings.monitoring_people_min)
    hours, circuits = _today(came, decided, settings.monitoring_people_min)
    return Wall(
        at=now,
        waiting=_waiting(calendar, waiting, now),
        aside_count=sum(bool(row["aside"]) for row in waiting),
        signals_raised=signals["raised"],
        signals_taken=signals["taken"],
        oldest_signal_at=signals["oldest"],
        hours=hours,
        hours_of_circuits=tuple(
            HourOfCircuit(hour=row["part"], circuit=row["circuit"], came=row["count"])
            for row in sorted(came, key=lambda row: (row["part"], row["circuit"]))
        ),
        circuits=circuits,
        past=past,
        ahead=forecast(len(waiting), past, _days_ahead(calendar, today)),
    )


def _days_back(calendar: Calendar, today: date) -> list[date]:
    """Return the working days of the last eight weeks, today excluded."""
    back = (today - ahead * _DAY for ahead in range(WEEKS * 7, 0, -1))
    return [day for day in back if calendar.works_on(day)] or [today]


def _days_ahead(calendar: Calendar, today: date) -> list[date]:
    days: list[date] = []
    day = today
    while len(days) < DAYS_AHEAD:
        day = calendar.day_of(calendar.close_of(day))  # the working day after it
        days.append(day)
    return days


_PART = {"hour": "extract(hour FROM {})::int", "day": "({})::date"}


async def _came(tx: Transaction, part: str, since: date) -> list[Record]:
    """Return how many documents came since a day, by circuit and by hour or day."""
    return await tx.rows(
        f"""SELECT {_PART[part].format(_LOCAL.format("captured_at"))} AS part, circuit, count(*) AS count FROM documents
            WHERE captured_at >= $1 AND captured_at <= $2 AND state NOT IN ('withdrawn', 'emptied') GROUP BY 1, 2""",
        datetime.combine(since, time(), BRUSSELS),
        clock.now(),
    )


async def _decided(tx: Transaction, part: str, since: date) -> list[Record]:
    """Return how many were decided since a day, by circuit, by hour or day, and by whom."""
    return await tx.rows(
        f"""SELECT {_PART[part].format(_LOCAL.format("decided_at"))} AS part, circuit, decided_by, count(*) AS count
            FROM documents
            WHERE state IN ('validated', 'refused', 'in_folder') AND decided_at >= $1 AND decided_at <= $2
            GROUP BY 1, 2, 3""",
        datetime.combine(since, time(), BRUSSELS),
        clock.now(),
    )


def _waiting(calendar: Calendar, rows: list[Record], now: datetime) -> tuple[Waiting, ...]:
    by_circuit: dict[str, list[datetime]] = {}
    for row in rows:
        by_circuit.setdefault(row["circuit"], []).append(row["captured_at"])
    told = [_waiting_of(calendar, circuit, since, now) for circuit, since in by_circuit.items()]
    return tuple(sorted(told, key=lambda each: (-each.count, each.circuit)))


def _waiting_of(calendar: Calendar, circuit: str, since: list[datetime], now: datetime) -> Waiting:
    bounds = (1, 3, 6)
    counts = [0, 0, 0, 0]
    for moment in since:
        days = calendar.days_between(moment, now)
        counts[sum(days >= bound for bound in bounds)] += 1
    today, one_or_two, three_to_five, more = counts
    return Waiting(
        circuit=circuit,
        today=today,
        one_or_two=one_or_two,
        three_to_five=three_to_five,
        more=more,
        oldest_at=min(since),
    )


def _today(
    came: list[Record], decided: list[Record], people_min: int
) -> tuple[tuple[Hour, ...], tuple[CircuitToday, ...]]:
    by_hour: dict[int, tuple[int, set[UUID]]] = {}
    by_circuit: dict[str, Group] = {}
    for row in decided:
        count, people = by_hour.get(row["part"], (0, set()))
        by_hour[row["part"]] = (count + row["count"], people | {row["decided_by"]})
        group = by_circuit.setdefault(row["circuit"], Group())
        group.count += row["count"]
        group.people.add(row["decided_by"])
    told = in_spans(by_hour, people_min)
    parts = {row["part"] for row in came} | set(by_hour)
    hours = tuple(
        Hour(
            hour=hour,
            came=sum(row["count"] for row in came if row["part"] == hour),
            decided=told.get(hour, None if hour in by_hour else 0),
        )
        for hour in (range(min(parts), max(parts) + 1) if parts else ())
    )
    folded = fold(by_circuit, people_min)
    codes = sorted({row["circuit"] for row in came} | set(by_circuit))
    circuits = [
        CircuitToday(
            circuit=code,
            came=sum(row["count"] for row in came if row["circuit"] == code),
            decided=folded.shown[code].count if code in folded.shown else None if code in by_circuit else 0,
        )
        for code in codes
    ]
    together = [CircuitToday(circuit="", came=None, decided=folded.others.count)] if folded.others else []
    return hours, (*circuits, *together)


def _past(
    calendar: Calendar, days: list[date], moved: tuple[list[Record], list[Record]], waiting: int, people_min: int
) -> tuple[Day, ...]:
    """Return each working day of the past; what came or was decided on another day counts on the next one.

    How many waited at its end follows from how many wait now, day by day back.
    """
    if len({row["decided_by"] for row in moved[1]}) < people_min:
        return ()
    counted: dict[date, list[int]] = {}
    for at, rows in enumerate(moved):
        for row in rows:
            day = calendar.day_of(calendar.open_of(row["part"]))
            counted.setdefault(day, [0, 0])[at] += row["count"]
    waiting -= sum(came - decided for day, (came, decided) in counted.items() if day > days[-1])
    past: list[Day] = []
    for day in reversed(days):
        came, decided = counted.get(day, (0, 0))
        past.append(Day(day=day, came=came, decided=decided, waiting=waiting))
        waiting -= came - decided
    return tuple(reversed(past))
