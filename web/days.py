"""Days as people type them: `24/11/1980`, `24-11-1980`, `24 11 1980`, `24111980`, or ISO `1980-11-24`."""

import re
from datetime import date

from dossier.errors import Refused

_DAY_FIRST = re.compile(r"(\d{1,2})[\s./\\-]+(\d{1,2})[\s./\\-]+(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[\s./\\-]+(\d{1,2})[\s./\\-]+(\d{1,2})")
_FIGURES = re.compile(r"(\d{2})(\d{2})(\d{4})")


class NotADay(Refused):
    """Write the day, the month and the year in figures, like this: 24/11/1980."""


def read_day(typed: str) -> date:
    """Read a day, the year in four figures, whatever stands between the figures. Raises NotADay."""
    if found := _YEAR_FIRST.fullmatch(typed.strip()):
        year, month, day = (int(each) for each in found.groups())
    elif found := _DAY_FIRST.fullmatch(typed.strip()) or _FIGURES.fullmatch(typed.strip()):
        day, month, year = (int(each) for each in found.groups())
    else:
        raise NotADay
    try:
        return date(year, month, day)
    except ValueError:
        raise NotADay from None
