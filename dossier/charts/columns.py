"""Columns that stand side by side over time: one thing solid, another one hollow."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from dossier.charts.bars import legend_of
from dossier.charts.marks import LETTER, WIDTH, Bar, Chart, Mark, Rule, Text, steps

PLOT = 170.0
_TOP, _BELOW = 14.0, 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One thing over time."""

    name: str
    values: tuple[float | None, ...]  # None: nothing is told of that time


def columns(
    title: str, says: str, labels: Sequence[str], series: Sequence[Series], words: Callable[[float], str]
) -> Chart:
    """Return columns of one or two series, each value on its column where there is room; `words` writes a value."""
    marks, top = legend_of([each.name for each in series] if len(series) > 1 else [])
    top += _TOP
    left, grid, heights = axis(max((value or 0 for each in series for value in each.values), default=0), top, words)
    marks += grid
    slot = (WIDTH - left) / max(len(labels), 1)
    width = min(slot * 0.8 / len(series), 34.0)
    has_words = max((len(words(v)) for s in series for v in s.values if v), default=1) * LETTER < width + 8
    for at in range(len(labels)):
        middle = left + slot * (at + 0.5)
        for number, each in enumerate(series):
            value = each.values[at]
            x = middle - width * len(series) / 2 + width * number
            if value:
                high = heights(value)
                fill = "solid" if number == 0 else "hollow"
                marks.append(
                    Bar(x=x + 1, y=high, width=width - 2, height=top + PLOT - high, fill=fill)  # type: ignore[arg-type]
                )
                if has_words:
                    marks.append(Text(x=x + width / 2, y=high - 4, words=words(value), anchor="middle", is_soft=True))
            elif value is None:
                marks.append(Text(x=x + width / 2, y=top + PLOT - 4, words="–", anchor="middle", is_soft=True))

    marks += times(left, top + PLOT, labels, slot)
    marks.append(Rule(start=(left, top + PLOT), end=(WIDTH, top + PLOT), is_strong=True))
    return Chart(title=title, says=says, height=top + PLOT + _BELOW, marks=tuple(marks))


def axis(
    most: float, top: float, words: Callable[[float], str], right: float = WIDTH
) -> tuple[float, list[Mark], Callable[[float], float]]:
    """Return where a plot begins beside its scale from 0 to `most`, the scale, and how high a value stands on it."""
    ticks = steps(most)
    left = max(len(words(tick)) for tick in ticks) * LETTER + 12  # a per cent sign is wider than a letter

    def height(value: float) -> float:
        return top + PLOT - PLOT * value / ticks[-1]

    marks: list[Mark] = []
    for tick in ticks:
        marks.append(Text(x=left - 6, y=height(tick) + 4, words=words(tick), anchor="end", is_soft=True))
        if tick:
            marks.append(Rule(start=(left, height(tick)), end=(right, height(tick))))
    return left, marks, height


def times(left: float, bottom: float, labels: Sequence[str], slot: float, pinned: int = 0) -> list[Mark]:
    """Return the words under a plot; where not all have room, every second one and so on, the pinned one among them."""
    every = max(ceil((max(map(len, labels), default=0) + 1) * LETTER / slot), 1)
    return [
        Text(x=left + slot * (at + 0.5), y=bottom + 16, words=label, anchor="middle", is_soft=True)
        for at, label in enumerate(labels)
        if (at - pinned) % every == 0
    ]
