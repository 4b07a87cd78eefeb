"""When the centre works: its days and hours in Brussels time, and what a deadline counted in them comes to. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dossier.clock import BRUSSELS
from dossier.holidays import legal_holidays

_DAY = timedelta(days=1)
_SATURDAY = 5
LONGEST_CLOSING_DAYS = 366
"""A calendar that knows no working day for so long has none: a setting or a list is wrong."""


class NeverOpen(ValueError):
    """The centre works on no day of a whole year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """One centre's working time: Monday to Friday between two hours, without legal holidays and its closing days.

    Moments are aware; those that it returns are in Brussels time. The hours are the clock's on the wall, so a day is
    as long before and after the change to summer time, which is made at night.
    """

    opens_at: time
    closes_at: time  # later on the same day
    closing_days: frozenset[date] = frozenset()  # beside weekends and legal holidays

    def works_on(self, day: date) -> bool:
        """Say whether the centre works on a day."""
        return day.weekday() < _SATURDAY and day not in self.closing_days and day not in legal_holidays(day.year)

    def day_of(self, moment: datetime) -> date:
        """Return the working day to which a moment counts: its own while the centre has not closed, else the next."""
        local = moment.astimezone(BRUSSELS)
        day = local.date() if local.time() < self.closes_at else local.date() + _DAY
        return self._on_or_after(day)

    def close_of(self, day: date) -> datetime:
        """Return when the centre closes on a day."""
        return datetime.combine(day, self.closes_at, BRUSSELS)

    def open_of(self, day: date) -> datetime:
        """Return when the centre opens on a day."""
        return datetime.combine(day, self.opens_at, BRUSSELS)

    def days_later(self, moment: datetime, working_days: int) -> datetime:
        """Return the close of the n-th working day after the one to which a moment counts; n = 0: of that day."""
        day = self.day_of(moment)
        for _ in range(working_days):
            day = self._on_or_after(day + _DAY)
        return self.close_of(day)

    def days_between(self, start: datetime, end: datetime) -> int:
        """Return how many working days after the one to which a moment counts another lies; 0 where it is not later.

        What is done in the evening is done on that day; on a day without work, on the next one.
        """
        day, last, counted = self.day_of(start), self._on_or_after(end.astimezone(BRUSSELS).date()), 0
        while day < last:
            day, counted = self._on_or_after(day + _DAY), counted + 1
        return counted

    def hours_later(self, moment: datetime, working_hours: float) -> datetime:
        """Return the moment at which so many hours of work have gone by; what is left on closing counts next day."""
        left = timedelta(hours=working_hours)
        day = self.day_of(moment)
        begun = max(moment.astimezone(BRUSSELS), datetime.combine(day, self.opens_at, BRUSSELS))
        while (room := self.close_of(day) - begun) < left:
            left -= room
            day = self._on_or_after(day + _DAY)
            begun = datetime.combine(day, self.opens_at, BRUSSELS)
        return begun + left

    def hours_between(self, start: datetime, end: datetime) -> float:
        """Return how many hours of work lie between two moments; 0 where the second is not later."""
        start, end = start.astimezone(BRUSSELS), end.astimezone(BRUSSELS)
        worked, day = timedelta(), start.date()
        while day <= end.date():
            if self.works_on(day):
                begun = max(start, datetime.combine(day, self.opens_at, BRUSSELS))
                worked += max(min(end, self.close_of(day)) - begun, timedelta())
            day += _DAY
        return worked / timedelta(hours=1)

    def _on_or_after(self, day: date) -> date:
        for ahead in range(LONGEST_CLOSING_DAYS):
            if self.works_on(day + ahead * _DAY):
                return day + ahead * _DAY
        raise NeverOpen
