"""When deposits come, and by which circuit: on working days, with their peaks, while a roll-out goes on. Pure."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dossier.calendar import Calendar
from dossier.clock import BRUSSELS

_DAY = timedelta(days=1)
_SHARES = {  # of 100 deposits: on the first day, and on the last one
    "portal": (8, 30),
    "kiosk": (0, 16),
    "counter": (36, 22),
    "post": (30, 14),
    "email": (18, 6),
    "interview": (4, 8),
    "internal": (4, 4),
}
"""How a centre moves: paper and e-mail fall, what people hand in themselves rises."""
_KIOSK_FROM_DAY = 75
_AT_ANY_TIME = frozenset({"portal", "email"})
_WEEKDAYS = (1.3, 1.1, 1.0, 1.0, 0.8)
_WEEKEND = 0.12
_FIRST_DAYS, _FIRST_DAYS_WEIGHT = 5, 1.6
_SUMMER, _SUMMER_WEIGHT = (7, 8), 0.75
_OFFICE_HOURS = {8: 3, 9: 9, 10: 10, 11: 8, 12: 2, 13: 5, 14: 7, 15: 5, 16: 1}
_HOURS = {
    "portal": {7: 2, 8: 4, 9: 5, 10: 5, 11: 5, 12: 5, 13: 5, 14: 5, 15: 4, 16: 4, 17: 5, 18: 6, 19: 7, 20: 7, 21: 5},
    "email": {7: 1, 8: 5, 9: 8, 10: 8, 11: 7, 12: 3, 13: 5, 14: 7, 15: 6, 16: 5, 17: 2, 19: 1, 21: 1},
    "post": {9: 8, 10: 6},
}
"""How many of a circuit's deposits come in each hour of the day; the others come while the hall is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One deposit that comes."""

    at: datetime  # Brussels time
    circuit: str
    progress: float  # 0 on the first day, 1 on the last


def arrivals(
    chance: random.Random, calendar: Calendar, begins_on: date, until: datetime, count: int
) -> Iterator[Arrival]:
    """Yield so many arrivals from the beginning of a day on, before a moment, in no order."""
    last = until.astimezone(BRUSSELS).date()
    days = [begins_on + ahead * _DAY for ahead in range((last - begins_on).days + 1)]
    drawn = chance.choices(days, [_weight(day, calendar) for day in days], k=count)
    for day in drawn:
        yield _arrival(chance, calendar, day, (begins_on, until))


def _arrival(chance: random.Random, calendar: Calendar, day: date, span: tuple[date, datetime]) -> Arrival:
    begins_on, until = span
    days = max((until.astimezone(BRUSSELS).date() - begins_on).days, 1)
    gone = (day - begins_on).days
    shares = {
        circuit: first + (last - first) * gone / days
        for circuit, (first, last) in _SHARES.items()
        if (circuit != "kiosk" or gone >= _KIOSK_FROM_DAY) and (calendar.works_on(day) or circuit in _AT_ANY_TIME)
    }
    circuit = chance.choices(list(shares), list(shares.values()))[0]
    hours = _HOURS.get(circuit, _OFFICE_HOURS)
    hour = chance.choices(list(hours), list(hours.values()))[0]
    at = datetime.combine(day, time(hour, chance.randrange(60), chance.randrange(60)), BRUSSELS)
    if at >= until:  # the present day is not over
        return _arrival(chance, calendar, begins_on if day == begins_on else day - _DAY, span)
    return Arrival(at=at, circuit=circuit, progress=gone / days)


def _weight(day: date, calendar: Calendar) -> float:
    if not calendar.works_on(day):
        return _WEEKEND
    weight = _WEEKDAYS[day.weekday()]
    weight *= _FIRST_DAYS_WEIGHT if day.day <= _FIRST_DAYS else 1
    return weight * (_SUMMER_WEIGHT if day.month in _SUMMER else 1)
