"""The ten legal holidays of Belgium (royal decree of 18 April 1974, article 1)."""

from datetime import date, timedelta
from functools import cache

_AFTER_EASTER_DAYS = (1, 39, 50)
"""Easter Monday, Ascension, Whit Monday."""
_FIXED = ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))


@cache
def legal_holidays(year: int) -> frozenset[date]:
    """Return the ten legal holidays of a year. Those that fall on a weekend stay where they are."""
    sunday = easter(year)
    moving = {sunday + timedelta(days=days) for days in _AFTER_EASTER_DAYS}
    return frozenset(moving | {date(year, month, day) for month, day in _FIXED})


def easter(year: int) -> date:
    """Return Easter Sunday of a year of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * to_sunday) // 451
    month, day = divmod(moon + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
