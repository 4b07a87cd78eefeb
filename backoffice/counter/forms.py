"""The small forms of a deposit at a counter."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from dossier.counter.bring import Relation
from dossier.errors import Refused
from dossier.kept_papers.errors import PLACE_MAX_CHARACTERS
from web.forms import text

_NAME_MAX_CHARACTERS = 100
_WORDS_MAX_CHARACTERS = 200
_ENTRY_CHARACTERS = 32
_SHEETS_MAX = 999


class NotSheets(Refused):
    """Write how many sheets you counted, in figures."""


def _read_sheets(typed: str) -> int:
    if not typed.isascii() or not typed.isdigit() or not 0 < int(typed) <= _SHEETS_MAX:
        raise NotSheets
    return int(typed)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonForm:
    """Whose papers they are; neither: nobody knows. Without JavaScript, words to find them by."""

    beneficiary_id: UUID | None
    person: Annotated[str | None, text(_WORDS_MAX_CHARACTERS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class BringerForm:
    """Who brought them; without a name: the person themselves."""

    name: Annotated[str | None, text(_NAME_MAX_CHARACTERS)]
    relation: Relation | None
    mandate_seen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AdditionForm:
    """What comes with files: the name of the first original, so that a re-send is one; one paper, or each its own."""

    original_id: UUID
    together: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScansForm:
    """Files of the scanner's folder: each a document, or together one."""

    entry: tuple[Annotated[str, text(_ENTRY_CHARACTERS)], ...]
    together: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepingForm:
    """Where a paper is kept, and until when; neither: as proposed."""

    place: Annotated[str | None, text(PLACE_MAX_CHARACTERS)]
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetsForm:
    """How many sheets were counted in hand."""

    sheets: Annotated[int, _read_sheets]
    both_sides: bool
    as_it_is: bool
