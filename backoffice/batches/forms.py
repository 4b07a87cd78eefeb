"""The small forms of batches."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from dossier.batches.set_aside import SheetReason
from dossier.deposits.separators import Begins
from dossier.errors import Refused
from web.forms import text

_SHEETS_MAX = 2000
_COPIES_MAX = 100
_WORDS_MAX_CHARACTERS = 200


class NotSoManySheets(Refused):
    """Write how many sheets there are, in figures: 2000 at most."""


class NotSoManyCopies(Refused):
    """Write how many copies you want, in figures: 100 at most."""


def _read_sheets(typed: str) -> int:
    if not typed.isascii() or not typed.isdigit() or not 0 < int(typed) <= _SHEETS_MAX:
        raise NotSoManySheets
    return int(typed)


def _read_copies(typed: str) -> int:
    if not typed.isascii() or not typed.isdigit() or not 0 < int(typed) <= _COPIES_MAX:
        raise NotSoManyCopies
    return int(typed)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountForm:
    """How many sheets somebody counted in hand; nothing: nobody did."""

    sheets: Annotated[int, _read_sheets] | None
    one_side: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanForm:
    """Which scanner reads, and what somebody said of the stack."""

    scanner: Annotated[str, text(_WORDS_MAX_CHARACTERS)]
    scan_sheets: Annotated[int, _read_sheets] | None
    fronts_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideForm:
    """Why a sheet is in no document."""

    reason: SheetReason


@dataclass(frozen=True, slots=True, kw_only=True)
class SeparatorForm:
    """Which separators are printed, and how many; whose they are, or of which type."""

    begins: Begins
    copies: Annotated[int, _read_copies]
    type_id: UUID | None
    beneficiary_id: UUID | None
    person: Annotated[str | None, text(_WORDS_MAX_CHARACTERS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSheetForm:
    """How many sheets lie below a batch sheet."""

    sheets: Annotated[int, _read_sheets]
