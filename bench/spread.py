"""Photos drawn of several papers on one table, as somebody lays two payslips or two cards down and takes one photo.

Sheets, tables and light are those of `bench/laid.py`. No real photo goes in.
"""

from collections.abc import Sequence
from itertools import combinations

import cv2
import numpy as np
from numpy.random import Generator

from bench.laid import LONG_SIDE, Numbers, Plane, bowed, clutter, ground, happens, lay, seen, tinted
from dossier.imaging.pixels import Pixels

PAPERS_MAX = 4
CARD_MM = (85.6, 54.0)
SHEET_MM = (210.0, 297.0)
SLIP_MM = (58.0, 80.0)
"""Widths of receipts; they are up to three times as long."""
_TRIES = 200
_LEAST_SHARE = 0.035
"""A paper that covers less of the photo is nobody's subject."""


def spread(sheets: Sequence[Pixels], count: int, random: Generator) -> tuple[Pixels, list[Numbers]]:
    """Draw a photo of `count` papers that do not touch; return BGR pixels and each one's corners (4 × 2, normalised).

    Nothing else that could be a paper lies on the table; boxes of one colour may, and the table may end.
    """
    short = int(LONG_SIDE * random.choice([0.75, 0.75, 0.56]))
    width, height = (LONG_SIDE, short) if happens(random, 0.4) else (short, LONG_SIDE)
    frame = np.array([width, height], dtype=np.float64)
    photo = ground(width, height, random)
    if happens(random, 0.25):
        _end(photo, random)
    if happens(random, 0.2):
        clutter(photo, random)
    pages = _chosen(sheets, count, random)
    quads = _arranged([size for _, size in pages], frame, random)
    for (sheet, _), quad in zip(pages, quads, strict=True):
        lay(photo, tinted(sheet, random), quad, random)
    photo, points = bowed(photo, np.concatenate(quads), random)
    return seen(photo, random), list(points.reshape(-1, 4, 2) / frame)


def _end(photo: Plane, random: Generator) -> None:
    """Let the table end somewhere, with another ground beyond."""
    height, width = photo.shape[:2]
    beyond = ground(width, height, random)
    y, x = np.mgrid[:height, :width].astype(np.float32)
    way = random.uniform(0, 2 * np.pi)
    far = np.cos(way) * (x / width - 0.5) + np.sin(way) * (y / height - 0.5) > random.uniform(0.1, 0.45)
    photo[far] = beyond[far]


def _copied(sheet: Pixels, cards: Sequence[Pixels], random: Generator) -> Pixels:
    """Print a card or two on a sheet, as a copier does with both sides of one."""
    page = sheet.copy()
    wide = int(page.shape[1] * CARD_MM[0] / SHEET_MM[0] * random.uniform(0.9, 1.3))
    for _ in range(random.integers(1, 3)):
        card = cv2.resize(cards[int(random.integers(len(cards)))], (wide, int(wide * CARD_MM[1] / CARD_MM[0])))
        top, left = (int(random.integers(room)) for room in np.subtract(page.shape[:2], card.shape[:2]))
        page[top : top + card.shape[0], left : left + card.shape[1]] = card
    return page


def _chosen(sheets: Sequence[Pixels], count: int, random: Generator) -> list[tuple[Pixels, Numbers]]:
    """Choose papers with their sizes in millimetres: all of one kind, or each of any."""
    cards = [each for each in sheets if each.shape[1] > each.shape[0]]
    upright = [each for each in sheets if each.shape[1] <= each.shape[0]]
    kinds = ["sheet", "sheet", "card", "slip"]
    one_kind = random.choice(kinds) if happens(random, 0.7) else None
    return [_paper(cards, upright, str(one_kind or random.choice(kinds)), random) for _ in range(count)]


def _paper(cards: Sequence[Pixels], upright: Sequence[Pixels], kind: str, random: Generator) -> tuple[Pixels, Numbers]:
    if kind == "card" and cards:
        return cards[int(random.integers(len(cards)))], np.array(CARD_MM)
    sheet = upright[int(random.integers(len(upright)))]
    if kind == "sheet":
        return _copied(sheet, cards, random) if cards and happens(random, 0.2) else sheet, np.array(SHEET_MM)
    size = np.array([random.uniform(*SLIP_MM), random.uniform(100, 210)])
    columns = int(sheet.shape[0] * 0.9 * size[0] / size[1])
    left = int(random.integers(0, max(1, sheet.shape[1] - columns)))
    return sheet[: int(sheet.shape[0] * 0.9), left : left + columns], size


def _arranged(sizes: Sequence[Numbers], frame: Numbers, random: Generator) -> list[Numbers]:
    """Return corners (pixels) of papers side by side or strewn, seen by a camera that is held a little askew."""
    for _ in range(_TRIES):
        quads = _seen_from_above(_strewn(sizes, frame, random), frame, random)
        areas = [cv2.contourArea(each.astype(np.float32)) for each in quads]
        if min(areas) >= _LEAST_SHARE * frame.prod() and not any(_touch(*two) for two in combinations(quads, 2)):
            return quads
    return _arranged([sizes[0]] * len(sizes), frame, random)


def _strewn(sizes: Sequence[Numbers], frame: Numbers, random: Generator) -> list[Numbers]:
    """Put papers on the cells of a grid in the table's plane, each turned a little and off its middle."""
    count = len(sizes)
    columns = int(random.integers(1, count + 1))
    if happens(random, 0.7):  # as the photo's own shape asks for
        columns = max(1, round(np.sqrt(count * frame[0] / frame[1])))
    rows = -(-count // columns)
    cell = np.max(sizes, axis=0) * random.uniform(1.04, 1.35)
    quads = []
    for at, size in enumerate(sizes):
        turn = np.deg2rad(random.choice([random.normal(0, 3), random.uniform(-15, 15)]))
        if happens(random, 0.15):
            turn += np.pi / 2 * random.choice([-1, 1, 2])
        spin = np.array([(np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))])
        middle = (np.array([at % columns, at // columns]) - (columns - 1, rows - 1) * np.array(0.5)) * cell
        loose = np.maximum(cell - size, 0) * random.uniform(-0.5, 0.5, 2)
        corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * size / 2
        quads.append(corners @ spin + middle + loose)
    return quads


def _seen_from_above(quads: Sequence[Numbers], frame: Numbers, random: Generator) -> list[Numbers]:
    points = np.concatenate(quads)
    turn = np.deg2rad(random.normal(0, 5))
    points = points @ np.array([(np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))])
    points = points / np.ptp(points, axis=0).max()
    points = points / (1 + points @ random.normal(0, 0.12, 2))[:, None]
    extent = np.ptp(points, axis=0)
    points = points * random.uniform(0.72, 0.97) * (frame / extent).min()
    low, high = points.min(axis=0), points.max(axis=0)
    room = np.maximum(frame - (high - low), 0) / 2
    points = points - (low + high) / 2 + frame / 2 + random.uniform(-1, 1, 2) * room * 0.8
    return list(points.reshape(-1, 4, 2))


def _touch(one: Numbers, other: Numbers) -> bool:
    """Tell whether two papers lie on each other, or nearer than half a hundredth of the photo's long side."""
    gap = 0.006 * LONG_SIDE
    grown = [
        each + gap * (each - each.mean(axis=0)) / np.linalg.norm(each - each.mean(axis=0), axis=1)[:, None]
        for each in (one, other)
    ]
    return bool(cv2.intersectConvexConvex(*(each.astype(np.float32) for each in grown))[0] > 0)
