"""Emblems of invented bodies, drawn with polygons."""

import math
from collections.abc import Sequence
from typing import Literal

from demo.papers.sheet import WHITE, Colour, Sheet

Shape = Literal["leaf", "bars", "wave", "house", "sun", "ring", "cross", "scale", "bolt"]


def logo(sheet: Sheet, x: float, y: float, size: float, shape: Shape, colour: Colour) -> None:
    """Draw the emblem of an invented body in a square of `size` mm."""
    sheet.set_fill_color(*colour)
    sheet.set_draw_color(*colour)

    def polygon(points: Sequence[tuple[float, float]], fill: Colour = colour) -> None:
        sheet.set_fill_color(*fill)
        sheet.polygon([(x + px * size, y + py * size) for px, py in points], style="F")

    def disc(px: float, py: float, radius: float, fill: Colour = colour) -> None:
        sheet.set_fill_color(*fill)
        sheet.circle(x + px * size, y + py * size, radius * size, style="F")

    match shape:
        case "leaf":
            polygon([_leaf(step / 24) for step in range(25)] + [_leaf(1 - step / 24, -1) for step in range(25)])
            sheet.set_draw_color(*WHITE)
            sheet.set_line_width(size * 0.03)
            sheet.line(x + size * 0.12, y + size * 0.88, x + size * 0.8, y + size * 0.2)
        case "bars":
            for index, height in enumerate((0.45, 0.7, 1.0)):
                polygon([(index * 0.36, 1), (index * 0.36, 1 - height), (index * 0.36 + 0.26, 1 - height)])
                polygon([(index * 0.36, 1), (index * 0.36 + 0.26, 1), (index * 0.36 + 0.26, 1 - height)])
        case "wave":
            for row in (0.2, 0.5, 0.8):
                upper = [(step / 20, row + 0.09 * math.sin(step / 20 * 4 * math.pi)) for step in range(21)]
                polygon(upper + [(px, py + 0.13) for px, py in reversed(upper)])
        case "house":
            polygon([(0, 0.5), (0.5, 0.05), (1, 0.5)])
            polygon([(0.15, 0.5), (0.85, 0.5), (0.85, 1), (0.15, 1)])
            polygon([(0.42, 0.65), (0.6, 0.65), (0.6, 1), (0.42, 1)], WHITE)
        case "sun":
            disc(0.5, 0.5, 0.26)
            for ray in range(10):
                turn = ray * math.pi / 5
                polygon([_ray(turn - 0.12, 0.33), _ray(turn + 0.12, 0.33), _ray(turn, 0.52)])
        case "ring":
            disc(0.5, 0.5, 0.5)
            disc(0.58, 0.5, 0.3, WHITE)
            disc(0.66, 0.5, 0.16)
        case "cross":
            polygon([(0.35, 0), (0.65, 0), (0.65, 1), (0.35, 1)])
            polygon([(0, 0.35), (1, 0.35), (1, 0.65), (0, 0.65)])
        case "scale":
            polygon([(0.47, 0.05), (0.53, 0.05), (0.53, 0.9), (0.47, 0.9)])
            polygon([(0.1, 0.2), (0.9, 0.2), (0.9, 0.25), (0.1, 0.25)])
            polygon([(0.28, 0.9), (0.72, 0.9), (0.72, 0.97), (0.28, 0.97)])
            for px in (0.14, 0.86):
                polygon([(px - 0.16, 0.58), (px + 0.16, 0.58), (px + 0.08, 0.68), (px - 0.08, 0.68)])
                polygon([(px - 0.015, 0.22), (px + 0.015, 0.22), (px + 0.015, 0.6), (px - 0.015, 0.6)])
        case "bolt":
            disc(0.5, 0.5, 0.5)
            polygon([(0.58, 0.12), (0.26, 0.56), (0.48, 0.56), (0.42, 0.88), (0.74, 0.43), (0.52, 0.43)], WHITE)


def _leaf(t: float, side: int = 1) -> tuple[float, float]:
    bulge = side * 0.34 * math.sin(math.pi * t)
    return 0.12 + 0.82 * t + bulge * 0.7, 0.94 - 0.88 * t + bulge * 0.7


def _ray(turn: float, radius: float) -> tuple[float, float]:
    return 0.5 + radius * math.cos(turn), 0.5 + radius * math.sin(turn)
