"""The months that figures are about: whole ones, so that no two periods differ by the work of a day. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from dossier.clock import BRUSSELS

MONTHS_MAX = 36
MONTHS_USUAL = 12
_MONTHS = 12


def month_number(day: date) -> int:
    """Return the month of a day as a number: the next month's is one more."""
    return day.year * _MONTHS + day.month - 1


def month_of(number: int) -> date:
    """Return the first day of a month, by its number."""
    return date(number // _MONTHS, number % _MONTHS + 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Months from one to another, both whole; the present one as far as it has come."""

    first: date  # the first day of the first month
    last: date  # the first day of the last month

    @classmethod
    def asked(cls, first: date | None, last: date | None, today: date) -> "Period":
        """Return the period that is asked for, brought into bounds: not after today, `MONTHS_MAX` months at most.

        Without a last month it ends now; without a first one it is `MONTHS_USUAL` months long.
        """
        present = month_number(today)
        end = min(month_number(last), present) if last else present
        begin = month_number(first) if first else end - MONTHS_USUAL + 1
        begin = max(min(begin, end), end - MONTHS_MAX + 1)
        return cls(first=month_of(begin), last=month_of(end))

    @property
    def begins_at(self) -> datetime:
        """Return its first moment, in Brussels time."""
        return datetime.combine(self.first, time(), BRUSSELS)

    @property
    def ends_at(self) -> datetime:
        """Return the first moment after it, in Brussels time."""
        return datetime.combine(month_of(month_number(self.last) + 1), time(), BRUSSELS)

    def months(self) -> Iterator[date]:
        """Yield the first day of each of its months."""
        for number in range(month_number(self.first), month_number(self.last) + 1):
            yield month_of(number)
