"""What each sheet of a stack is, told by our codes on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dossier.deposits.own_codes import claims_to_cut, own_code
from dossier.imaging.values import SeenSheet


class SheetKind(StrEnum):
    """What a scanned sheet is."""

    UNREAD = "unread"
    PAGE = "page"
    BLANK = "blank"
    SEPARATOR = "separator"
    BATCH_SHEET = "batch_sheet"  # it lay on top of a stack
    UNREADABLE = "unreadable"  # no picture can be made of it
    DOUBTFUL = "doubtful"  # a code on it looks like ours, and is not signed by us


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSheet:
    """A sheet that was looked at."""

    number: int  # in the stack, from 1
    kind: SheetKind
    says: str = ""  # what a separator asks for; the id of a batch sheet
    problem: str = ""  # why it cannot be read, as a code


def sheet_of(number: int, seen: SeenSheet) -> ReadSheet:
    """Tell what a sheet is by what was seen on it."""
    for text in seen.codes:
        own = own_code(text)
        if own is not None and own.kind in _CUTTING:
            return ReadSheet(number=number, kind=_CUTTING[own.kind], says=own.says)
    if _pretends(seen.codes):
        return ReadSheet(number=number, kind=SheetKind.DOUBTFUL)
    return ReadSheet(number=number, kind=SheetKind.BLANK if seen.blank else SheetKind.PAGE)


_CUTTING = {"separator": SheetKind.SEPARATOR, "batch_sheet": SheetKind.BATCH_SHEET}


def _pretends(codes: Iterable[str]) -> bool:
    return any(claims_to_cut(text) for text in codes)
