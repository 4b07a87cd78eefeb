"""Bars that lie: how much of each thing, or how long it takes for half and for nine of ten."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dossier.charts.marks import LETTER, TEXT_HEIGHT, WIDTH, Bar, Chart, Mark, Rule, Text, cut

_ROW, _BAR = 26.0, 13.0
_LABELS_MOST = 260.0
_GAP = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """One thing, and how much of it: in one part or two."""

    label: str
    parts: tuple[float, ...]
    words: str  # what stands behind the bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One thing, and two marks of a distribution: half lie below the first, nine of ten below the second."""

    label: str
    half: float
    most: float
    words: str


Row = TypeVar("Row", Length, Span)


def lengths(title: str, says: str, rows: Sequence[Length], legend: Sequence[str] = ()) -> Chart:
    """Return bars, the first part solid and the second hollow; `legend` names the parts where there are two."""

    def bars(row: Length, left: float, top: float, scale: float) -> tuple[list[Mark], float]:
        drawn: list[Mark] = []
        for number, part in enumerate(row.parts):
            fill = "solid" if number == 0 else "hollow"
            if part:
                drawn.append(Bar(x=left, y=top, width=part * scale, height=_BAR, fill=fill))  # type: ignore[arg-type]
            left += part * scale
        return drawn, left

    return _rows(title, says, rows, (lambda row: sum(row.parts)), bars, legend)


def spans(title: str, says: str, rows: Sequence[Span], legend: Sequence[str]) -> Chart:
    """Return bars that are solid to where half lies, and hollow to where nine of ten do."""

    def bars(row: Span, left: float, top: float, scale: float) -> tuple[list[Mark], float]:
        half, most = left + row.half * scale, left + row.most * scale
        rest = Bar(x=half, y=top, width=max(most - half, 0.5), height=_BAR, fill="hollow")
        return [Bar(x=left, y=top, width=max(half - left, 0.5), height=_BAR), rest], most

    return _rows(title, says, rows, (lambda row: row.most), bars, legend)


def _rows(
    title: str,
    says: str,
    rows: Sequence[Row],
    measure: Callable[[Row], float],
    draw: Callable[[Row, float, float, float], tuple[list[Mark], float]],
    legend: Sequence[str],
) -> Chart:
    """Draw each row: its label, its bars, and the words behind them."""
    left = min(max((len(row.label) for row in rows), default=0) * LETTER, _LABELS_MOST) + _GAP
    behind = max((len(row.words) for row in rows), default=0) * LETTER + _GAP
    most = max((measure(row) for row in rows), default=0.0)
    scale = (WIDTH - left - behind) / most if most else 0.0
    marks, top = legend_of(legend)
    begun = top
    for row in rows:
        line = top + (_ROW + _BAR) / 2 - 2
        marks.append(Text(x=left - _GAP, y=line, words=cut(row.label, left - _GAP), anchor="end"))
        drawn, end = draw(row, left, top + (_ROW - _BAR) / 2, scale)
        marks += drawn
        marks.append(Text(x=end + _GAP - 2, y=line, words=row.words, is_soft=True))
        top += _ROW
    marks.append(Rule(start=(left, begun), end=(left, top), is_strong=True))
    return Chart(title=title, says=says, height=top + 2, marks=tuple(marks))


def legend_of(names: Sequence[str]) -> tuple[list[Mark], float]:
    """Return a line that says what solid and hollow stand for, and where what follows begins."""
    marks: list[Mark] = []
    x = 0.0
    for number, name in enumerate(names):
        marks.append(Bar(x=x, y=3, width=11, height=11, fill="solid" if number == 0 else "hollow"))
        marks.append(Text(x=x + 17, y=TEXT_HEIGHT, words=name, is_soft=True))
        x += 17 + len(name) * LETTER + 3 * _GAP
    return marks, 28.0 if names else 4.0
