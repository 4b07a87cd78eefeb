"""The lists behind the charts, by the names under which they go out as files."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import partial
from typing import Any, get_type_hints

from dossier.database.actor import Actor
from dossier.errors import Missing
from dossier.monitoring.by_phase import TakenInPhase
from dossier.monitoring.delays import Delay, Stage, at_a_glance, delays
from dossier.monitoring.forecast import Ahead, Day
from dossier.monitoring.period import Period
from dossier.monitoring.quality import Found, Looks, Reason, Verdicts, quality
from dossier.monitoring.rights import check_monitors
from dossier.monitoring.standing import CircuitToday, Hour, HourOfCircuit, Waiting
from dossier.monitoring.use import DigitalDepartment, DigitalMonth, KioskHour, KioskMonth, KioskPlace, Taken, use
from dossier.monitoring.wall import wall
from dossier.settings import Settings

Kind = type[str] | type[int] | type[float] | type[date] | type[datetime]


class NoSuchSheet(Missing):
    """There are no figures of this name. Choose them on the screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A list of figures: a name and a kind of value for each column; a value may be missing."""

    name: str
    columns: tuple[tuple[str, Kind], ...]
    rows: tuple[tuple[Any, ...], ...]


Read = Callable[[Actor, Period, Settings], Awaitable[Sequence[Any]]]


async def _wall(part: str, actor: Actor, period: Period, settings: Settings) -> Sequence[Any]:
    del period  # it is now
    return tuple(getattr(await wall(actor, settings), part))


async def _quality(part: str, actor: Actor, period: Period, settings: Settings) -> Sequence[Any]:
    return tuple(getattr(await quality(actor, period, settings.monitoring_people_min), part))


async def _use(part: str, actor: Actor, period: Period, settings: Settings) -> Sequence[Any]:
    del settings
    return tuple(getattr(await use(actor, period), part))


async def _delays(stage: Stage, actor: Actor, period: Period, settings: Settings) -> Sequence[Any]:
    return await delays(actor, stage, period, settings.monitoring_people_min)


async def _glance(actor: Actor, period: Period, settings: Settings) -> Sequence[Any]:
    return await at_a_glance(actor, period, settings.monitoring_people_min)


SHEETS: dict[str, tuple[type[Any], Read]] = {
    "waiting": (Waiting, partial(_wall, "waiting")),
    "hours": (Hour, partial(_wall, "hours")),
    "hours-of-circuits": (HourOfCircuit, partial(_wall, "hours_of_circuits")),
    "circuits-today": (CircuitToday, partial(_wall, "circuits")),
    "days": (Day, partial(_wall, "past")),
    "forecast": (Ahead, partial(_wall, "ahead")),
    "delays": (Delay, _glance),
    **{str(stage): (Delay, partial(_delays, stage)) for stage in Stage},
    "verdicts": (Verdicts, partial(_quality, "verdicts")),
    "reasons": (Reason, partial(_quality, "reasons")),
    "looks": (Looks, partial(_quality, "looks")),
    "errors": (Found, partial(_quality, "found")),
    "circuits": (Taken, partial(_use, "taken")),
    "phases": (TakenInPhase, partial(_use, "taken_in_phases")),
    "kiosk-months": (KioskMonth, partial(_use, "kiosk_months")),
    "kiosk-hours": (KioskHour, partial(_use, "kiosk_hours")),
    "kiosks": (KioskPlace, partial(_use, "kiosks")),
    "digital-months": (DigitalMonth, partial(_use, "digital_months")),
    "digital-departments": (DigitalDepartment, partial(_use, "digital_departments")),
}
"""Name → the kind of its rows, and how they are read."""


async def sheet(actor: Actor, name: str, period: Period, settings: Settings) -> Sheet:
    """Return the figures of a name, over a period where they are about one.

    Raises NoSuchSheet, MonitoringNotYours.
    """
    check_monitors(actor)
    if name not in SHEETS:
        raise NoSuchSheet
    kind, read = SHEETS[name]
    return as_sheet(name, kind, await read(actor, period, settings))


def as_sheet(name: str, kind: type[Any], rows: Sequence[Any]) -> Sheet:
    """Return rows of a dataclass as a sheet, a column for each of its fields."""
    hints = get_type_hints(kind)
    columns = tuple((each.name, _kind(hints[each.name])) for each in fields(kind))
    return Sheet(name=name, columns=columns, rows=tuple(tuple(getattr(row, n) for n, _ in columns) for row in rows))


def _kind(hint: Any) -> Kind:
    """Return the kind of a field, whether or not it may be missing."""
    plain = next((each for each in getattr(hint, "__args__", ()) if each is not type(None)), hint)
    kinds: tuple[Kind, ...] = (datetime, date, int, float, str)
    return next(each for each in kinds if issubclass(plain, each))
