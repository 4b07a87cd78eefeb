"""How large a paper is, told by its proportions; and so how many dots of it a photo holds in an inch."""

from dataclasses import dataclass

COARSE_DPI = 200
"""Below, small letters of a usual form are eight pixels high, and some cannot be read."""
DOUBTFUL_SCORE = 0.8
"""Below, more than one page in five is not all of the paper, or more than it: a person looks at its corners."""
PREVIEW_LONG_SIDE = 1000
"""Pixels of a page's smaller picture."""
MM_PER_INCH = 25.4
_SNAP = 0.045
"""How far a measured ratio may be from a known one: what an estimated focal length is wrong by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A paper of a known size, in millimetres."""

    long_mm: float
    short_mm: float

    @property
    def ratio(self) -> float:
        """Return the long side ÷ the short one."""
        return self.long_mm / self.short_mm

    @property
    def square_inches(self) -> float:
        """Return the area."""
        return self.long_mm * self.short_mm / MM_PER_INCH**2


A4 = Sheet(long_mm=297, short_mm=210)
"""ISO 216; for every paper of these proportions, because they are those of nearly every letter and form."""
ID_1 = Sheet(long_mm=85.6, short_mm=53.98)
"""ISO/IEC 7810: identity cards, bank cards, driving licences."""


def preview_width(width: int, height: int) -> int:
    """Return how many pixels wide the smaller picture is of a page of so many."""
    return max(1, round(width * min(1, PREVIEW_LONG_SIDE / max(width, height, 1))))


def sheet_of(ratio: float) -> Sheet | None:
    """Return the paper whose width ÷ height this is, lying or upright; None for a till receipt and the like."""
    long = max(ratio, 1 / ratio)
    return next((each for each in (A4, ID_1) if abs(long / each.ratio - 1) < _SNAP), None)


def is_card(width: float, height: float) -> bool:
    """Tell whether a page of these sides, in any unit, is a card of ID-1, lying or upright."""
    return sheet_of(width / height) is ID_1


def exact(ratio: float) -> float:
    """Return the known ratio that is meant by a measured width ÷ height, or the measured one."""
    sheet = sheet_of(ratio)
    if sheet is None:
        return ratio
    return sheet.ratio if ratio > 1 else 1 / sheet.ratio


def dpi_of(pixels: float, ratio: float) -> float | None:
    """Return how many dots an inch so many pixels of a paper are; None where its size is not known."""
    sheet = sheet_of(ratio)
    return None if sheet is None else (pixels / sheet.square_inches) ** 0.5


def pixels_at(dpi: float, ratio: float) -> float:
    """Return how many pixels a paper has at so many dots an inch; one of no known size, as many as an A4."""
    return float((sheet_of(ratio) or A4).square_inches * dpi**2)
