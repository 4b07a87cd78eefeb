"""Tells our own codes on a page from foreign ones: by our signature, wherever the address in front of it leads.

What they say is kept with the page; the token is not, since it opens something. The separator of a document is not
signed: it cuts a stack of sheets where it lies, and grants nothing.
"""

import re
from dataclasses import dataclass
from typing import Any, Literal

from dossier import signing
from dossier.deposits import batch_sheets, separators
from dossier.deposits.separators import Separator
from dossier.imaging.values import Code
from dossier.people import letters
from dossier.receipts import promised as receipts

Kind = Literal["receipt", "letter", "batch_sheet", "separator"]

_SIGNED: dict[str, tuple[Kind, str]] = {"r": ("receipt", receipts.PURPOSE), "l": ("letter", letters.PURPOSE)}
"""The last but one part of an address → what bears it, what its token is signed for. A card bears a letter's link."""
_ADDRESS = re.compile(r"https?://[^/\s]+(?:/[^/\s]+)*/([rl])/([\w.-]{20,200})")
_BATCH_SHEET = re.compile(re.escape(batch_sheets.MARK) + r"([\w.-]{20,200})")
_SEPARATOR = re.compile(re.escape(separators.MARK) + r"([0-9]{1,6})")
_SIGNED_SEPARATOR = re.compile(re.escape(separators.MARK) + r"([\w.-]{20,200})")
_CUTS = (separators.MARK, batch_sheets.MARK)


@dataclass(frozen=True, slots=True)
class OwnCode:
    """A code of ours, and what it says: a receipt's number, the id of a file or batch sheet, what a separator asks."""

    kind: Kind
    says: str


def own_code(text: str) -> OwnCode | None:
    """Return what a code of ours says; None for every other code, and for one that only looks like ours."""
    if separator := _SEPARATOR.fullmatch(text):
        return OwnCode("separator", separator[1])
    if separator := _SIGNED_SEPARATOR.fullmatch(text):
        own = _signed("separator", separators.PURPOSE, separator[1])
        return own if own and Separator.read(own.says) else None
    if sheet := _BATCH_SHEET.fullmatch(text):
        return _signed("batch_sheet", batch_sheets.PURPOSE, sheet[1])
    if address := _ADDRESS.fullmatch(text):
        return _signed(*_SIGNED[address[1]], address[2])
    return None


def claims_to_cut(text: str) -> bool:
    """Tell whether a code begins as those do that cut a stack: one that is not ours may be damaged, or a forgery."""
    return text.startswith(_CUTS)


def _signed(kind: Kind, purpose: str, token: str) -> OwnCode | None:
    try:
        return OwnCode(kind, signing.read(purpose, token))
    except signing.BadToken:
        return None


def as_kept(code: Code) -> dict[str, Any]:
    """Return a code as it is kept with its page: a foreign one with its text, ours with what it says."""
    own = own_code(code.text)
    told = {"text": code.text} if own is None else {"own": own.kind, "says": own.says}
    return {"format": code.format, **told}
