"""What a chart is drawn of. Lengths in units of which a line of text is 13 high; y grows downwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Literal

WIDTH = 720.0
TEXT_HEIGHT = 13.0
LETTER = 7.5
"""How wide a letter is at most on the average, of the system's fonts at that height."""

Fill = Literal["solid", "hollow", "wash"]
Anchor = Literal["start", "middle", "end"]
Place = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float
    series: int = 1  # from 1
    fill: Fill = "solid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A line through some places, with the sign of its series at each."""

    places: tuple[Place, ...]
    series: int
    has_signs: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """What lies between lines, as a wash."""

    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A hairline."""

    start: Place
    end: Place
    is_strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words; y is where their letters stand."""

    x: float
    y: float
    words: str
    anchor: Anchor = "start"
    is_soft: bool = False


Mark = Bar | Path | Area | Rule | Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing with what it says, for who does not see it."""

    title: str
    says: str  # one sentence: the shape of it, and that the table tells it all
    height: float
    marks: tuple[Mark, ...]
    width: float = WIDTH


def cut(words: str, width: float) -> str:
    """Return words that fit into a width, the end of long ones left out."""
    most = max(round(width / LETTER), 1)
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def steps(most: float, count: int = 4) -> tuple[float, ...]:
    """Return round numbers from 0 to `most` or a little more, about so many of them."""
    if most <= 0:
        return (0.0, 1.0)
    ten = 10.0 ** floor(log10(most / count))
    step = next(ten * each for each in (1, 2, 2.5, 5, 10) if ten * each >= most / count)
    return tuple(round(step * number, 9) for number in range(ceil(most / step - 1e-9) + 1))


def spread(wanted: Sequence[float], least: float) -> list[float]:
    """Return heights near the wanted ones (ascending), each at least so far below the one before."""
    placed: list[float] = []
    for each in wanted:
        placed.append(max(each, placed[-1] + least) if placed else each)
    return placed
