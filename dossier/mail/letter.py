"""Draw what a mail says as a PDF of ours: sender, time and subject, then its words. The same words, the same bytes."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from dossier import clock
from dossier.errors import Refused
from dossier.receipts.drawing import font_for, line

if TYPE_CHECKING:
    from fpdf import FPDF

_MARGIN_MM = 18
_SIZE_POINTS = 10.5
_LINE_MM = 5
_UNBROKEN_MAX_CHARACTERS = 70
"""A word that is longer, as an address on the web, is broken: the margin would cut it."""
_UNDRAWN_SHARE_MAX = 0.2
_UNDRAWN = "?"
_OTHERWISE = frozenset("’–—…\u202fœŒ")
"""Signs for which the core fonts have others that say the same."""
_LATIN_1_LAST = 255
_LATIN, _OTHERS = "fr", "uk"
"""Languages whose fonts hold the Western letters, and nearly all that are written here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a mail says."""

    sender: str = field(repr=False)
    subject: str = field(repr=False)
    at: datetime  # written, or else kept
    words: str = field(repr=False)


class LettersUnknown(Refused):
    """We have no font for the letters of this text."""


def letter_pdf(letter: Letter) -> bytes:
    """Return the PDF. It holds text alone: no link leads anywhere, and nothing of the mail is drawn but its letters.

    Raises LettersUnknown where our fonts have too few of them for a page that says the same.
    """
    from fpdf import FPDF  # 0.8 s, which neither a start nor another mail should pay

    pdf = FPDF(format="A4")
    pdf.set_creation_date(letter.at)
    pdf.set_margin(_MARGIN_MM)
    pdf.set_auto_page_break(auto=True, margin=_MARGIN_MM)
    pdf.add_page()
    at = letter.at.astimezone(clock.BRUSSELS)
    above = [each for each in (letter.sender, f"{at:%d/%m/%Y %H:%M}", letter.subject) if each]
    font = font_for(pdf, _LATIN if _is_western("".join((*above, letter.words))) else _OTHERS)
    pdf.set_font(font, size=_SIZE_POINTS)
    known = _known(pdf)
    if known is not None and _share_unknown(letter.words, known) > _UNDRAWN_SHARE_MAX:
        raise LettersUnknown
    for each in (*above, "", *letter.words.splitlines()):
        if each.strip():
            line(pdf, _broken(_drawn(each, known)), _LINE_MM)
        else:
            pdf.ln(_LINE_MM)
    return bytes(pdf.output())


def _known(pdf: "FPDF") -> Collection[int] | None:
    """Return the letters that the font has; None for a core font, which was chosen since it has them all."""
    return getattr(pdf.current_font, "cmap", {}).keys() if pdf.is_ttf_font else None


def _share_unknown(words: str, known: Collection[int]) -> float:
    letters = [each for each in words if each.isalpha()]
    return sum(ord(each) not in known for each in letters) / max(len(letters), 1)


def _drawn(text: str, known: Collection[int] | None) -> str:
    """Return text in which what the font does not have is a mark of ours: what a log would say of it is content."""
    if known is None:
        return text
    return "".join(each if ord(each) in known or each.isspace() else _UNDRAWN for each in text)


def _is_western(text: str) -> bool:
    """Tell whether the core fonts write it, no letter left out and none without its mark."""
    return all(ord(each) <= _LATIN_1_LAST or each in _OTHERWISE for each in text)


def _broken(text: str) -> str:
    """Return text in which no word is too long for a line, and which holds no other mark than letters and spaces."""
    size = _UNBROKEN_MAX_CHARACTERS
    return " ".join(
        " ".join(word[start : start + size] for start in range(0, len(word), size)) for word in text.split(" ") if word
    )
