"""Emblems of invented bodies, drawn with polygons and discs in a unit square."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from demo.papers.sheet import WHITE, Colour, Sheet

Shape = Literal["leaf", "bars", "wave", "house", "sun", "ring", "cross", "scale", "bolt"]


def logo(sheet: Sheet, x: float, y: float, size: float, shape: Shape, colour: Colour) -> None:
    """Draw the emblem of an invented body in a square of `size` mm."""
    _SHAPES[shape](_Pen(sheet, x, y, size, colour))


@dataclass(frozen=True)
class _Pen:
    sheet: Sheet
    x: float
    y: float
    size: float
    colour: Colour

    def polygon(self, *points: tuple[float, float], fill: Colour | None = None) -> None:
        self.sheet.set_fill_color(*(fill or self.colour))
        self.sheet.polygon([(self.x + px * self.size, self.y + py * self.size) for px, py in points], style="F")

    def block(self, left: float, top: float, right: float, bottom: float, fill: Colour | None = None) -> None:
        self.polygon((left, top), (right, top), (right, bottom), (left, bottom), fill=fill)

    def disc(self, px: float, py: float, radius: float, fill: Colour | None = None) -> None:
        self.sheet.set_fill_color(*(fill or self.colour))
        self.sheet.circle(self.x + px * self.size, self.y + py * self.size, radius * self.size, style="F")


def _leaf(pen: _Pen) -> None:
    def edge(t: float, side: int) -> tuple[float, float]:
        bulge = side * 0.24 * math.sin(math.pi * t)
        return 0.12 + 0.82 * t + bulge, 0.94 - 0.88 * t + bulge

    steps = [step / 24 for step in range(25)]
    pen.polygon(*(edge(t, 1) for t in steps), *(edge(1 - t, -1) for t in steps))
    pen.polygon((0.11, 0.87), (0.8, 0.19), (0.82, 0.2), (0.14, 0.9), fill=WHITE)


def _bars(pen: _Pen) -> None:
    for index, height in enumerate((0.45, 0.7, 1.0)):
        pen.block(index * 0.36, 1 - height, index * 0.36 + 0.26, 1)


def _wave(pen: _Pen) -> None:
    for row in (0.2, 0.5, 0.8):
        crest = [(step / 20, row + 0.09 * math.sin(step / 5 * math.pi)) for step in range(21)]
        pen.polygon(*crest, *((px, py + 0.13) for px, py in reversed(crest)))


def _house(pen: _Pen) -> None:
    pen.polygon((0, 0.5), (0.5, 0.05), (1, 0.5))
    pen.block(0.15, 0.5, 0.85, 1)
    pen.block(0.42, 0.65, 0.6, 1, WHITE)


def _sun(pen: _Pen) -> None:
    pen.disc(0.5, 0.5, 0.26)
    for ray in range(10):
        turn = ray * math.pi / 5
        tips: Sequence[tuple[float, float]] = ((turn - 0.12, 0.33), (turn + 0.12, 0.33), (turn, 0.52))
        pen.polygon(*((0.5 + radius * math.cos(angle), 0.5 + radius * math.sin(angle)) for angle, radius in tips))


def _ring(pen: _Pen) -> None:
    pen.disc(0.5, 0.5, 0.5)
    pen.disc(0.58, 0.5, 0.3, WHITE)
    pen.disc(0.66, 0.5, 0.16)


def _cross(pen: _Pen) -> None:
    pen.block(0.35, 0, 0.65, 1)
    pen.block(0, 0.35, 1, 0.65)


def _scale(pen: _Pen) -> None:
    pen.block(0.47, 0.05, 0.53, 0.9)
    pen.block(0.1, 0.2, 0.9, 0.25)
    pen.block(0.28, 0.9, 0.72, 0.97)
    for px in (0.14, 0.86):
        pen.polygon((px - 0.16, 0.58), (px + 0.16, 0.58), (px + 0.08, 0.68), (px - 0.08, 0.68))
        pen.block(px - 0.015, 0.22, px + 0.015, 0.6)


def _bolt(pen: _Pen) -> None:
    pen.disc(0.5, 0.5, 0.5)
    flash = ((0.58, 0.12), (0.26, 0.56), (0.48, 0.56), (0.42, 0.88), (0.74, 0.43), (0.52, 0.43))
    pen.polygon(*flash, fill=WHITE)


_SHAPES: Mapping[Shape, Callable[[_Pen], None]] = {
    "leaf": _leaf,
    "bars": _bars,
    "wave": _wave,
    "house": _house,
    "sun": _sun,
    "ring": _ring,
    "cross": _cross,
    "scale": _scale,
    "bolt": _bolt,
}
