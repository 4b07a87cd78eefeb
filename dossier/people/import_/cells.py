"""Reads single cells, or says in a sentence what is wrong with one without repeating what it held."""

import re
from collections.abc import Collection
from datetime import date, datetime

from dossier.errors import Refused
from dossier.people.import_.sheet import Line, LineWrongWidth

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_LANGUAGE = re.compile(r"[a-z]{2}")
_DAY_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y")


class CellEmpty(Refused):
    """The column {column} is empty."""


class CellNoDate(Refused):
    """The column {column} needs a date, as in 2026-11-22 or 22/11/2026."""


class CellUnknownCode(Refused):
    """The column {column} needs one of: {codes}."""


class CellNoEmail(Refused):
    """The column {column} needs an e-mail address, as in name@example.org."""


class CellNoLanguage(Refused):
    """The column {column} needs a language of two letters, as in fr or nl."""


def cells_of(line: Line) -> dict[str, str]:
    """Return the cells of a line. Raises LineWrongWidth when they do not fit the heading."""
    if line.cells is None:
        raise LineWrongWidth
    return line.cells


def required(cells: dict[str, str], column: str) -> str:
    """Return the text of a cell that must hold one. Raises CellEmpty."""
    if not cells[column]:
        raise CellEmpty(column=column)
    return cells[column]


def day(cells: dict[str, str], column: str) -> date | None:
    """Return a date, None for an empty cell. Raises CellNoDate."""
    text = cells[column]
    if not text:
        return None
    for form in _DAY_FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise CellNoDate(column=column)


def code(cells: dict[str, str], column: str, codes: Collection[str]) -> str | None:
    """Return one of some codes, whatever its case; None for an empty cell. Raises CellUnknownCode."""
    text = cells[column]
    if not text:
        return None
    for each in codes:
        if each.casefold() == text.casefold():
            return each
    raise CellUnknownCode(column=column, codes=", ".join(sorted(codes)))


def email(cells: dict[str, str], column: str) -> str:
    """Return an address, empty for an empty cell. Raises CellNoEmail."""
    text = cells[column]
    if text and _EMAIL.fullmatch(text) is None:
        raise CellNoEmail(column=column)
    return text


def language(cells: dict[str, str], column: str) -> str:
    """Return the two letters of a language (ISO 639-1). Raises CellEmpty and CellNoLanguage."""
    text = required(cells, column).lower()
    if _LANGUAGE.fullmatch(text) is None:
        raise CellNoLanguage(column=column)
    return text
