"""Dates, times, sizes and numbers in words, and the spaces that French puts before its marks. Pure."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from babel.dates import format_date, format_timedelta
from babel.numbers import format_decimal

from dossier.clock import BRUSSELS, now

_SIZES = {
    "fr": ("octets", "Ko", "Mo", "Go"),
    "ar": ("بايت", "كيلوبايت", "ميغابايت", "غيغابايت"),
    "uk": ("Б", "КБ", "МБ", "ГБ"),
}
_SIZES_ELSEWHERE = ("bytes", "kB", "MB", "GB")
_STEP = 1024
_JUST_NOW = {
    "fr": "à l’instant",
    "nl": "zojuist",
    "en": "just now",
    "ar": "الآن",
    "tr": "az önce",
    "uk": "щойно",
    "es": "ahora mismo",
    "ro": "chiar acum",
}
_DAYS = {"tr": "d MMMM EEEE", "uk": "EEEE, d MMMM", "es": "EEEE d 'de' MMMM", "ro": "EEEE, d MMMM"}
_DAYS_ELSEWHERE = "EEEE d MMMM"
_WITH_YEAR = {"tr": "d MMMM y EEEE", "es": "EEEE d 'de' MMMM 'de' y"}
_JOINTS = {"fr": "à", "nl": "om", "en": "at", "ar": "على الساعة", "tr": "saat", "uk": "о", "es": "a las", "ro": "ora"}
"""What stands between a day and a time."""


def region(language: str) -> str:
    """Return the locale whose habits a language follows here."""
    return {"fr": "fr_BE", "nl": "nl_BE", "en": "en_BE"}.get(language, language)


def day(value: date | datetime, language: str) -> str:
    """Return a day as people say it: `mardi 24 novembre`, with the year where it is not this one."""
    local = _local(value)
    pattern = _DAYS.get(language, _DAYS_ELSEWHERE)
    if local.year != now().astimezone(BRUSSELS).year:
        pattern = _WITH_YEAR.get(language, f"{pattern} y")
    words = _written(local, pattern, region(language))
    return words.replace(" 1 ", " 1er ", 1) if language == "fr" and local.day == 1 else words


@lru_cache(maxsize=4096)
def _written(value: date, pattern: str, locale: str) -> str:
    return format_date(value, pattern, locale=locale)  # a list names the same few days again and again


def short_date(value: date | datetime) -> str:
    """Return a day in figures, as all of Belgium writes it: `24/11/2026`."""
    return f"{_local(value):%d/%m/%Y}"


def time_of_day(value: datetime) -> str:
    """Return the time in Brussels: `14:05`."""
    return f"{value.astimezone(BRUSSELS):%H:%M}"


def moment(value: datetime, language: str) -> str:
    """Return a day and a time: `mardi 24 novembre à 14:05`."""
    return f"{day(value, language)} {_JOINTS[language]} {time_of_day(value)}"


def ago(value: datetime, language: str) -> str:
    """Return how long ago something was: `il y a 5 minutes`; seconds are not counted, they would be wrong when read."""
    gone = now() - value
    if gone < timedelta(minutes=1):
        return _JUST_NOW.get(language, _JUST_NOW["en"])
    step = timedelta(minutes=1) if gone < timedelta(days=1) else timedelta(hours=1)  # no finer than it is told
    return _gone(gone // step * step, region(language))


@lru_cache(maxsize=4096)
def _gone(how_long: timedelta, locale: str) -> str:
    return format_timedelta(-how_long, add_direction=True, locale=locale)


def size(value_bytes: int, language: str) -> str:
    """Return a size of bytes in the unit that reads best: `40 Mo`."""
    units = _SIZES.get(language, _SIZES_ELSEWHERE)
    amount, unit = float(value_bytes), 0
    while amount >= _STEP and unit < len(units) - 1:
        amount, unit = amount / _STEP, unit + 1
    return f"{number(round(amount, 0 if amount >= 10 else 1), language)}\N{NO-BREAK SPACE}{units[unit]}"  # noqa: PLR2004 - two figures


def number(value: float, language: str) -> str:
    """Return a number with the language's own marks: `11 387`."""
    return format_decimal(value, locale=region(language))


def typographic(text: str, language: str) -> str:
    """Return French text with no-break spaces at its marks, so that no line begins with one; others as they are."""
    if language != "fr":
        return text
    text = re.sub(r"(?<=\S) (?=[;!?»€]|%(?!\())", "\N{NARROW NO-BREAK SPACE}", text)
    text = re.sub(r"(?<=\S) (?=:(?:\s|$))", "\N{NO-BREAK SPACE}", text)
    return re.sub(r"« (?=\S)", "«\N{NARROW NO-BREAK SPACE}", text)


def in_words(name: str, value: object, language: str) -> object:
    """Return a fact as a sentence says it, by its type and by the unit in its name."""
    if isinstance(value, datetime):
        return moment(value, language)
    if isinstance(value, date):
        return day(value, language)
    if isinstance(value, int) and not isinstance(value, bool):
        return size(value, language) if name.endswith("_bytes") else number(value, language)
    return value


def _local(value: date | datetime) -> date:
    return value.astimezone(BRUSSELS).date() if isinstance(value, datetime) else value
