"""The one place that asks what time it is, so that a test can say it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")

_shift: ContextVar[timedelta] = ContextVar("clock_shift", default=timedelta(0))


def now() -> datetime:
    """Return the present moment, in UTC, moved by whatever a test asked for."""
    return datetime.now(UTC) + _shift.get()


def today() -> date:
    """Return the day it is in Belgium."""
    return now().astimezone(BRUSSELS).date()


def midnight() -> datetime:
    """Return the moment at which that day began."""
    return datetime.combine(today(), time(), BRUSSELS)


@contextmanager
def moved(by: timedelta) -> Iterator[None]:
    """Move the clock for as long as the block lasts, in this task and those it starts."""
    token = _shift.set(_shift.get() + by)
    try:
        yield
    finally:
        _shift.reset(token)
