"""What is typed at the desk: a profile, a refusal, a turn of a page."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from dossier.clock import BRUSSELS, now
from web.days import read_day
from web.forms import NotAChoice, text

_NOTE_MAX_CHARACTERS = 500
_WORDS_MAX_CHARACTERS = 100
_CENTURY = 100
_SHORT_YEAR = re.compile(r"(\d{1,2})[\s./\\-]+(\d{1,2})[\s./\\-]+(\d{2})|(\d{2})(\d{2})(\d{2})")
_TURNS_DEGREES = (90, 180, 270)


def read_document_date(typed: str) -> date:
    """Read the date on a document as `web.days` does, also with a year of two figures: the last such year."""
    if found := _SHORT_YEAR.fullmatch(typed.strip()):
        day, month, year = (each for each in found.groups() if each)
        this_year = now().astimezone(BRUSSELS).year
        full_year = this_year - (this_year - int(year)) % _CENTURY
        return read_day(f"{day}/{month}/{full_year}")
    return read_day(typed)


def read_turn(typed: str) -> int:
    """Read a turn in degrees, clockwise. Raises NotAChoice."""
    if not typed.isdecimal() or int(typed) not in _TURNS_DEGREES:
        raise NotAChoice
    return int(typed)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileForm:
    """What a document is, whom it is about, of what day; words for what has no type, and to find a person by."""

    type_id: UUID | None
    beneficiary_id: UUID | None
    document_date: Annotated[date | None, read_document_date]
    words: Annotated[str | None, text(_WORDS_MAX_CHARACTERS)]
    person: Annotated[str | None, text(_WORDS_MAX_CHARACTERS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalForm:
    """Why a document is refused, and a sentence more for the depositor."""

    reason_id: UUID | None
    note: Annotated[str | None, text(_NOTE_MAX_CHARACTERS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNumber:
    """The number of the page that is shown, from 1, to come back to it."""

    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LowerSideForm:
    """Which page is laid under the one that is shown, and the number of that one among those of the document."""

    under: UUID
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnForm:
    """How far a page is turned, and the number of that page among those of the document."""

    degrees: Annotated[int, read_turn]
    page: int
