"""The small forms of paper files."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from dossier.backfile.count_part import Part
from dossier.errors import Refused
from web.forms import text

_SHEETS_MAX = 20_000
_NUMBER_MAX_CHARACTERS = 30


class NotThatManySheets(Refused):
    """Write how many sheets there are, in figures."""


def _read_sheets(typed: str) -> int:
    if not typed.isascii() or not typed.isdigit() or not 0 < int(typed) <= _SHEETS_MAX:
        raise NotThatManySheets
    return int(typed)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberForm:
    """The number of a social file, as it was typed."""

    number: Annotated[str, text(_NUMBER_MAX_CHARACTERS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartForm:
    """A part, and how many sheets it has."""

    part: Part
    sheets: Annotated[int, _read_sheets]


@dataclass(frozen=True, slots=True, kw_only=True)
class StackForm:
    """How many sheets a stack has, and how it was scanned; its file comes beside."""

    stack_sheets: Annotated[int, _read_sheets]
    one_side: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartSheetForm:
    """How many sheets lie below a batch sheet of a part."""

    below: Annotated[int, _read_sheets]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndForm:
    """Whether another number of sheets than was counted is right."""

    as_it_is: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitalForm:
    """From which day on the file is digital only."""

    since: date
