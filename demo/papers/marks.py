"""Marks that make a sheet official: stamps, signatures, codes."""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import zxingcpp

from demo.papers.sheet import BLUE_INK, INK, WHITE, Colour, Sheet


def stamp(sheet: Sheet, x: float, y: float, lines: Sequence[str], colour: Colour, *, round_: bool = False) -> None:
    """Press a rubber stamp around (x, y), a little askew and unevenly inked."""
    angle = sheet.chance.uniform(-9, 9)
    with sheet.rotation(angle, x, y), sheet.local_context(fill_opacity=0.72, stroke_opacity=0.72):
        if round_:
            sheet.set_draw_color(*colour)
            for radius, thick in ((15, 0.7), (13.6, 0.25), (9.2, 0.25)):
                sheet.set_line_width(thick)
                sheet.circle(x, y, radius)
            _around(sheet, x, y, 10.4, lines[0].upper(), colour)
            top = y - (len(lines) - 2) * 1.6 + 0.8
            for index, text in enumerate(lines[1:]):
                sheet.put(
                    x,
                    top + index * 3.2,
                    text,
                    size=min(6.5, 62 / max(len(text), 1)),
                    style="B",
                    colour=colour,
                    align="C",
                )
        else:
            sheet.set_font("helvetica", "B", 9)
            half = max(sheet.get_string_width(text) for text in lines) / 2 + 4
            height = 4.6 * len(lines) + 4
            sheet.box(x - half, y - height / 2, half * 2, height, edge=colour, thick=0.8, round_mm=1.5)
            sheet.box(x - half + 1.1, y - height / 2 + 1.1, half * 2 - 2.2, height - 2.2, edge=colour, thick=0.2)
            sheet.lines(x, y - height / 2 + 5.6, lines, size=9, style="B", colour=colour, align="C")
        for _ in range(40):  # where the rubber did not touch
            radius = sheet.chance.uniform(0.1, 0.45)
            sheet.set_fill_color(*WHITE)
            sheet.circle(x + sheet.chance.uniform(-12, 12), y + sheet.chance.uniform(-4, 4), radius, style="F")


def signature(sheet: Sheet, x: float, y: float, width: float = 40, *, colour: Colour = BLUE_INK) -> None:
    """Scribble a signature on the line that begins at (x, y)."""
    chance = sheet.chance
    waves = [(chance.uniform(0.4, 1.0), chance.uniform(5, 17), chance.uniform(0, 6)) for _ in range(4)]
    height = width * 0.16
    points: list[tuple[float, float]] = []
    steps = 220
    for step in range(steps):
        t = step / steps
        swell = (0.35 + 0.9 * math.exp(-((t - 0.12) ** 2) / 0.015)) * (1 - 0.45 * t)
        sway = sum(strength * math.sin(speed * 2.4 * t * math.pi + phase) for strength, speed, phase in waves) / 2
        back = 0.07 * width * math.sin(waves[0][1] * 2.4 * t * math.pi + waves[1][2])
        points.append((x + width * t + back, y - height * 0.35 - height * swell * sway * 0.8))
    sheet.set_draw_color(*colour)
    for index in range(1, steps):
        sheet.set_line_width(0.24 + 0.16 * abs(math.sin(index * 0.045 + waves[2][2])))
        sheet.line(*points[index - 1], *points[index])
    sheet.set_line_width(0.32)
    sheet.bezier(
        [(x + width * 0.05, y + 1.5), (x + width * 0.5, y - 2.4), (x + width * 0.7, y + 2.6), (x + width * 1.1, y - 3)]
    )


def written(sheet: Sheet, x: float, y: float, text: str, *, size: float = 12, colour: Colour = BLUE_INK) -> None:
    """Write with a pen: slanted, a little up or down."""
    with sheet.rotation(sheet.chance.uniform(-0.6, 1.2), x, y), sheet.skew(-9, 0, x, y):
        sheet.put(x, y, text, size=size, font="times", style="I", colour=colour)


def qr(sheet: Sheet, x: float, y: float, size: float, text: str) -> None:
    """Print a QR code that fills a square of `size` mm; keep 4 modules white around it yourself."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    _modules(sheet, x, y, size, size, np.array(code.to_image(scale=1, add_quiet_zones=False)))


def bars(sheet: Sheet, x: float, y: float, width: float, height: float, digits: str) -> None:
    """Print a Code 128 of digits with its human-readable line below."""
    code = zxingcpp.create_barcode(digits, zxingcpp.BarcodeFormat.Code128)
    _modules(sheet, x, y, width, height, np.array(code.to_image(scale=1, add_quiet_zones=False))[:1])
    sheet.put(x + width / 2, y + height + 3, digits, size=7, font="courier", align="C")


def _modules(sheet: Sheet, x: float, y: float, width: float, height: float, image: npt.NDArray[np.uint8]) -> None:
    rows, columns = image.shape[:2]
    sheet.set_fill_color(*INK)
    for row in range(rows):
        dark = np.flatnonzero(np.diff(np.concatenate(([255], image[row].ravel(), [255])) < 128))  # noqa: PLR2004 - half of 255
        for start, end in zip(dark[::2], dark[1::2], strict=True):
            across, down = width / columns, height / rows
            sheet.rect(x + start * across, y + row * down, (end - start) * across, down * 1.02, style="F")


def _around(sheet: Sheet, x: float, y: float, radius: float, text: str, colour: Colour) -> None:
    step = min(17.0, 330 / max(len(text), 1))
    start = 90 + step * (len(text) - 1) / 2
    for index, letter in enumerate(text):
        turn = math.radians(start - index * step)
        px, py = x + radius * math.cos(turn), y - radius * math.sin(turn)
        with sheet.rotation(math.degrees(turn) - 90, px, py):
            sheet.put(px, py, letter, size=5.8, style="B", colour=colour, align="C")
