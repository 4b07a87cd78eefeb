"""How much will wait on the coming working days, if they go as the past eight weeks did. Pure.

From what waits now: each day adds what usually came on its weekday and takes what was usually decided on it (the mean
of the last eight weeks), never below nothing. The band holds eight times out of ten: 1.28 times the spread of the days
about their weekday's mean, which grows with the root of the days ahead. The rest of today counts as balanced.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from statistics import fmean, pstdev

WEEKS = 8
DAYS_AHEAD = 10
DAYS_MIN = 10
"""Fewer working days with anything in them say too little."""
_Z_80 = 1.2816  # of the normal distribution: 80 % lie within


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What came and what was decided on a working day, the days without work before it included."""

    day: date
    came: int
    decided: int
    waiting: int  # at its end


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """How many documents will wait at the end of a working day that is still to come."""

    day: date
    expected: int
    low: int
    high: int


def forecast(waiting: int, past: Sequence[Day], coming: Sequence[date]) -> tuple[Ahead, ...]:
    """Return what will wait on each coming day; nothing where the past is too short (`DAYS_MIN`)."""
    if sum(1 for each in past if each.came or each.decided) < DAYS_MIN:
        return ()
    usual = _usual(past)
    spread = pstdev(each.came - each.decided - usual[each.day.weekday()] for each in past)
    expected, told = float(waiting), []
    for ahead, day in enumerate(coming, start=1):
        expected = max(0.0, expected + usual.get(day.weekday(), 0.0))
        margin = _Z_80 * spread * sqrt(ahead)
        low, high = round(max(0.0, expected - margin)), round(expected + margin)
        told.append(Ahead(day=day, expected=round(expected), low=low, high=high))
    return tuple(told)


def _usual(past: Sequence[Day]) -> Mapping[int, float]:
    """Return by how much the pile usually grows on each weekday (0 is Monday)."""
    return {
        weekday: fmean(each.came - each.decided for each in past if each.day.weekday() == weekday)
        for weekday in {each.day.weekday() for each in past}
    }
