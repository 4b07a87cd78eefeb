"""What figures are called, and how they are written: durations, shares, months."""

from collections.abc import Callable
from datetime import date

from babel.dates import format_date

from backoffice.screen import CIRCUITS
from dossier.monitoring.delays import OTHERS, Delay, Dimension, Stage
from dossier.monitoring.labels import Labels
from dossier.second_looks.find import Wrong
from web import words
from web.catalogues import gettext as _
from web.catalogues import language, mark

STAGES = {
    Stage.FILED: mark("From deposit to filed"),
    Stage.SEEN: mark("From signal to seen"),
    Stage.HANDLED: mark("From seen to handled"),
    Stage.RETAKE: mark("Citizen: pages taken again"),
    Stage.REQUEST: mark("Citizen: paper that was asked for"),
}
"""Each part of the way, in words."""

COUNTED = {
    Stage.FILED: mark(
        "From the receipt until somebody filed the document. What the citizen took to take pages again is not in it."
    ),
    Stage.SEEN: mark("From when a signal was raised until somebody of its department saw or took it."),
    Stage.HANDLED: mark("From when a signal was seen until its outcome was told."),
    Stage.RETAKE: mark(
        "From the refusal until the citizen’s new pages came in. Nobody at the centre waits for work here."
    ),
    Stage.REQUEST: mark(
        "From the day a paper was asked for until it came in, without the time in which the request was waived."
    ),
}
"""How each is counted."""

ERRORS = {
    Wrong.TYPE: mark("Type"),
    Wrong.PERSON: mark("Beneficiary"),
    Wrong.DATE: mark("Date"),
    Wrong.OTHER: mark("Other fields"),
    Wrong.CUT: mark("Pages"),
}
"""What a second look can find wrong, in words."""

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_HOURS_UNTIL = 48


def duration(seconds: float) -> str:
    """Return how long something takes, in the unit that reads best."""
    if seconds < _HOUR:
        return _("{amount} min", amount=number(round(seconds / _MINUTE)))
    if seconds < _HOURS_UNTIL * _HOUR:
        return _("{amount} h", amount=number(_rounded(seconds / _HOUR)))
    return _("{amount} days", amount=number(_rounded(seconds / _DAY)))


def axis_of(most_seconds: float) -> tuple[int, Callable[[float], str]]:
    """Return the unit, in seconds, of an axis on which a duration is the longest, and how its numbers are written."""
    if most_seconds < 2 * _HOUR:
        return _MINUTE, lambda minutes: _("{amount} min", amount=number(minutes))
    if most_seconds < _HOURS_UNTIL * _HOUR:
        return _HOUR, lambda hours: _("{amount} h", amount=number(hours))
    return _DAY, lambda days: _("{amount} days", amount=number(days))


def _rounded(amount: float) -> float:
    """Return a number with one figure behind the comma below ten, and none above."""
    return round(amount, 1) if amount < 10 else round(amount)  # noqa: PLR2004 - two figures


def number(value: float) -> str:
    """Return a number with the language's own marks."""
    return words.number(value, language())


def count(value: int | None) -> str:
    """Return a count, or a dash where it is not told."""
    return "–" if value is None else number(value)


def share(value: float | None) -> str:
    """Return a share of 1 in percent, with one figure behind the comma; a dash where it is not told."""
    return "–" if value is None else f"{number(round(100 * value, 1))}\N{NO-BREAK SPACE}%"


def month(value: date) -> str:
    """Return a month as axes write it."""
    return f"{value:%m/%y}"


def month_named(value: date) -> str:
    """Return a month as people say it: `octobre 2026`."""
    return format_date(value, "MMMM y", locale=words.region(language()))


def named(delay: Delay, labels: Labels) -> str:
    """Return what a group of delays is called."""
    if delay.key == OTHERS:
        return _("Others, together")
    if not delay.key:
        return _("Everything") if delay.by is Dimension.WHOLE else _("Unknown")
    if delay.by is Dimension.CIRCUIT:
        return circuit(delay.key)
    if delay.by is Dimension.TYPE:
        return _told(labels.types, delay.key)
    if delay.by is Dimension.DEPARTMENT:
        return department(labels, delay.key)
    return f"{delay.key[5:]}/{delay.key[2:4]}"


def circuit(code: str) -> str:
    """Return what a circuit is called."""
    return _(CIRCUITS[code])


def department(labels: Labels, code: str) -> str:
    """Return what a department is called."""
    return _told(labels.departments, code)


def _told(told: dict[str, tuple[str, str]], code: str) -> str:
    french, dutch = told.get(code, (code, code))
    return dutch if language() == "nl" else french
