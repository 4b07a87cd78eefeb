"""What is typed at the desk: a profile, a refusal, to whom it is sent, where it belongs, a turn of a page."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, cast, get_args
from uuid import UUID

from backoffice.beneficiaries.forms import WORDS_MAX_CHARACTERS as PERSON_MAX_CHARACTERS
from dossier.clock import BRUSSELS, now
from dossier.documents.profile import Language, Profile
from dossier.documents.seal import Seal
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


def read_last_day(typed: str) -> date:
    """Read until when a document is valid: as its date, but a year of two figures is of this century."""
    if found := _SHORT_YEAR.fullmatch(typed.strip()):
        day, month, year = (each for each in found.groups() if each)
        this_year = now().astimezone(BRUSSELS).year
        return read_day(f"{day}/{month}/{this_year - this_year % _CENTURY + int(year)}")
    return read_day(typed)


def read_language(typed: str) -> str:
    """Read the code of a document's language. Raises NotAChoice."""
    if typed not in get_args(Language):
        raise NotAChoice
    return typed


def read_seal(typed: str) -> str:
    """Read what seals a document by hand. Raises NotAChoice."""
    if typed not in get_args(Seal):
        raise NotAChoice
    return typed


def read_turn(typed: str) -> int:
    """Read a turn in degrees, clockwise. Raises NotAChoice."""
    if not typed.isdecimal() or int(typed) not in _TURNS_DEGREES:
        raise NotAChoice
    return int(typed)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileForm:
    """What a document is, whom it is about, of what day, from whom, who may read it; words to find a person by."""

    type_id: UUID | None
    beneficiary_id: UUID | None
    document_date: Annotated[date | None, read_document_date]
    words: Annotated[str | None, text(_WORDS_MAX_CHARACTERS)]
    valid_until: Annotated[date | None, read_last_day]
    sender: Annotated[str | None, text(_WORDS_MAX_CHARACTERS)]
    reference: Annotated[str | None, text(_WORDS_MAX_CHARACTERS)]
    language: Annotated[str | None, read_language]
    sealed_as: Annotated[str | None, read_seal]
    lowers_seal: bool
    second_reader: bool
    take: str | None  # a suggestion: the field and its value, behind a colon
    person: Annotated[str | None, text(PERSON_MAX_CHARACTERS)]

    @property
    def told(self) -> Profile:
        """Return the profile that it tells."""
        return Profile(
            type_id=self.type_id,
            beneficiary_id=self.beneficiary_id,
            document_date=self.document_date,
            words=self.words or "",
            valid_until=self.valid_until,
            sender=self.sender or "",
            reference=self.reference or "",
            language=cast("Language | None", self.language),  # read_language takes no other
            sealed_as=cast("Seal | None", self.sealed_as),  # nor does read_seal
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingForm:
    """To whom a document is sent: a department's code, or that and a user name behind a colon; a word with it."""

    to: str | None
    note: Annotated[str | None, text(_NOTE_MAX_CHARACTERS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceForm:
    """Where a document belongs: a person, the number of one of their files, and how it came into the wrong one."""

    beneficiary_id: UUID | None
    file_number: Annotated[str | None, text(_WORDS_MAX_CHARACTERS)]
    words: Annotated[str | None, text(_NOTE_MAX_CHARACTERS)]
    person: Annotated[str | None, text(PERSON_MAX_CHARACTERS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalForm:
    """Why a document is refused, a sentence more for the depositor, and which pages they shall take again."""

    reason_id: UUID | None
    pages: tuple[UUID, ...]
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
