"""Photos drawn from sheets that were scanned: on tables of many kinds, under many lights, in and out of the frame.

The labelled photos are too few to fit a ranker on: what they happen not to show, it does not learn. No real photo and
no held-out file goes in.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from dossier.imaging.pixels import Pixels

Numbers = NDArray[np.float64]
Plane = NDArray[np.float32]

LONG_SIDE = 800
BANDED_SHARE = 0.2
_BAND_INSET_SHARE, _BAND_WIDE_SHARE = (0.01, 0.12), (0.02, 0.3)
"""Of the paper's extent across the band."""


def laid(sheets: Sequence[Pixels], random: Generator) -> tuple[Pixels, Numbers]:
    """Draw a photo of one of the sheets; return BGR pixels and its corners (4 × 2, normalised, clockwise)."""
    short = int(LONG_SIDE * random.choice([0.75, 0.75, 0.75, 0.56]))
    width, height = (LONG_SIDE, short) if happens(random, 0.12) else (short, LONG_SIDE)
    frame = np.array([width, height], dtype=np.float64)
    photo = ground(width, height, random)
    if happens(random, 0.35):
        for _ in range(random.integers(1, 7)):
            lay(photo, tinted(sheets[int(random.integers(len(sheets)))], random), _far(frame, random), random)
    if happens(random, 0.25):
        clutter(photo, random)
    sheet = tinted(sheets[int(random.integers(len(sheets)))], random)
    if happens(random, BANDED_SHARE):
        sheet = banded(sheet, random)
    quad = _placed(sheet.shape[1] / sheet.shape[0], frame, random)
    lay(photo, sheet, quad, random)
    if happens(random, 0.2):
        _finger(photo, quad, random)
    photo, quad = bowed(photo, quad, random)
    return seen(photo, random), quad / frame


def happens(random: Generator, share: float) -> bool:
    """Throw a die: True in that share of throws."""
    return bool(random.random() < share)


def _noise(width: int, height: int, grain: tuple[float, float], random: Generator) -> Plane:
    """Return smooth noise of unit spread whose blots are `grain` pixels wide and high."""
    size = (max(2, int(width / grain[0])), max(2, int(height / grain[1])))
    coarse = random.normal(0, 1, size[::-1]).astype(np.float32)
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), dtype=np.float32)


def _colour(random: Generator) -> Plane:
    """Return a BGR colour of any hue and lightness, more often a dull one."""
    hue_saturation_value = np.array(
        [[[random.uniform(0, 360), random.random() ** 1.5, random.uniform(0.12, 0.95)]]], np.float32
    )
    return np.asarray(cv2.cvtColor(hue_saturation_value, cv2.COLOR_HSV2BGR)[0, 0] * 255, dtype=np.float32)


def ground(width: int, height: int, random: Generator) -> Plane:
    """Draw a table: plain, mottled, grained as wood or cloth, or checked."""
    photo = np.full((height, width, 3), _colour(random), np.float32)
    depth = float(photo.mean()) * random.uniform(0, 0.22)
    kind = random.choice(["plain", "mottled", "mottled", "grained", "checked"])
    if kind == "mottled":
        coarse = random.uniform(4, 80)
        photo += depth * _noise(width, height, (coarse, coarse), random)[:, :, None]
    elif kind == "grained":
        grain = (random.uniform(2, 8), random.uniform(60, 400))
        if happens(random, 0.5):
            grain = grain[::-1]
        photo += depth * _noise(width, height, grain, random)[:, :, None]
    elif kind == "checked":
        pitch = random.uniform(15, 60)
        turn = random.uniform(-0.5, 0.5)
        y, x = np.mgrid[:height, :width].astype(np.float32)
        along, down = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
        square = (np.sin(along / pitch * np.pi) > 0).astype(np.float32) + (np.sin(down / pitch * np.pi) > 0)
        photo += cv2.GaussianBlur(square, (0, 0), random.uniform(0.5, 4))[:, :, None] * (
            0.4 * (_colour(random) - photo)
        )
    return photo + random.uniform(0, 6) * _noise(width, height, (2, 2), random)[:, :, None]


def tinted(sheet: Pixels, random: Generator) -> Plane:
    """Turn a scan into paper of some colour, upright or upside down."""
    paper = 255 - random.uniform(0, 70) * random.random() * (0.3 + random.random(3))
    turned = cv2.rotate(sheet, cv2.ROTATE_180) if happens(random, 0.3) else sheet
    return np.asarray(turned.astype(np.float32) * (paper / 255), dtype=np.float32)


def banded(sheet: Plane, random: Generator) -> Plane:
    """Print a band from side to side near one of them: a magnetic stripe, a letterhead, the border of a form."""
    turns = int(random.integers(4))
    printed = np.rot90(sheet, turns).copy()
    height = printed.shape[0]
    top = int(height * random.uniform(*_BAND_INSET_SHARE))
    bottom = top + int(height * random.uniform(*_BAND_WIDE_SHARE))
    ink = _colour(random) * (0.25 if happens(random, 0.5) else 1.0)
    printed[top:bottom] = ink + random.uniform(0, 0.2) * (printed[top:bottom] - ink)
    return np.ascontiguousarray(np.rot90(printed, -turns))


def _placed(ratio: float, frame: Numbers, random: Generator) -> Numbers:
    """Return the corners (pixels) of a sheet as held under a camera: most fit the frame, some leave it."""
    turn = np.deg2rad(random.choice([random.normal(0, 5), random.uniform(-38, 38)]))
    if happens(random, 0.2):
        turn += np.pi / 2 * random.choice([-1, 1])
    # A camera above a sheet of unit area, tilted: what is farther is smaller.
    shape = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * np.sqrt([ratio, 1 / ratio]) / 2
    spin = np.array([(np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))])
    points = shape @ spin
    tilt = random.normal(0, 0.16, 2)
    points = points / (1 + points @ tilt)[:, None] * (1 - random.uniform(0, 0.2) * random.integers(0, 2, 2))
    extent = points.max(axis=0) - points.min(axis=0)
    fill = random.choice([random.uniform(0.2, 0.98), random.uniform(0.7, 1.0), random.uniform(0.9, 1.35)])
    points = points * fill * (frame / extent).min()
    low, high = points.min(axis=0), points.max(axis=0)
    room = np.maximum(frame - (high - low), 0.12 * (high - low)) / 2
    middle = frame / 2 + random.uniform(-1, 1, 2) * room * random.choice([0.5, 1.0])
    return np.asarray(points - (low + high) / 2 + middle)


def _far(frame: Numbers, random: Generator) -> Numbers:
    """Return the corners of a paper that lies about: anywhere, turned as it fell."""
    turn = random.uniform(0, 2 * np.pi)
    spin = np.array([(np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))])
    size = frame.min() * random.uniform(0.2, 0.95)
    shape = np.array([(-0.35, -0.5), (0.35, -0.5), (0.35, 0.5), (-0.35, 0.5)]) * size
    return np.asarray(shape @ spin + random.uniform(-0.1, 1.1, 2) * frame)


def lay(photo: Plane, sheet: Plane, quad: Numbers, random: Generator) -> None:
    """Put a sheet on the table, with the shadow of its edge."""
    height, width = photo.shape[:2]
    rows, columns = sheet.shape[:2]
    source = np.array([(0, 0), (columns, 0), (columns, rows), (0, rows)], np.float32) - 0.5
    matrix = cv2.getPerspectiveTransform(source, (quad - 0.5).astype(np.float32))
    laid_sheet = cv2.warpPerspective(sheet, matrix, (width, height), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.ones((rows, columns), np.float32), matrix, (width, height))
    shift = np.array([(1, 0, random.normal(0, 3)), (0, 1, random.normal(0, 3))])
    shade = cv2.GaussianBlur(cv2.warpAffine(mask, shift, (width, height)), (0, 0), random.uniform(1, 6))
    photo *= (1 - random.uniform(0, 0.45) * shade)[:, :, None]
    photo += mask[:, :, None] * (laid_sheet - photo)


def clutter(photo: Plane, random: Generator) -> None:
    """Draw boxes, filled or not: phones, cards, tiles."""
    for _ in range(random.integers(1, 8)):
        middle = random.uniform(0, 1, 2) * photo.shape[1::-1]
        box = cv2.boxPoints(
            (middle.tolist(), random.uniform(15, 250, 2).tolist(), random.uniform(0, 90) * random.integers(0, 2))
        )
        colour = _colour(random).tolist()
        if happens(random, 0.5):
            cv2.fillConvexPoly(photo, np.rint(box).astype(np.int32), colour, cv2.LINE_AA)
        else:
            cv2.polylines(photo, [np.rint(box).astype(np.int32)], True, colour, int(random.integers(1, 5)), cv2.LINE_AA)


def _finger(photo: Plane, quad: Numbers, random: Generator) -> None:
    """Hold the sheet at one of its sides."""
    side = int(random.integers(4))
    at = quad[side] + (quad[(side + 1) % 4] - quad[side]) * random.random()
    axes = (int(random.uniform(14, 30)), int(random.uniform(25, 70)))
    skin = np.array([120, 150, 200]) * random.uniform(0.5, 1.2)
    cv2.ellipse(photo, np.rint(at).astype(int).tolist(), axes, random.uniform(0, 180), 0, 360, skin.tolist(), -1)


def bowed(photo: Plane, quad: Numbers, random: Generator) -> tuple[Plane, Numbers]:
    """Bend the picture a little, as a sheet curls."""
    height, width = photo.shape[:2]
    depth = random.choice([0.0, 1.0]) * random.normal(0, 4, 2)
    length, phase = random.uniform(0.5, 2, 2) * np.pi, random.uniform(0, 2 * np.pi, 2)
    y, x = np.mgrid[:height, :width].astype(np.float32)
    bent = cv2.remap(
        photo,
        (x + depth[0] * np.sin(y / height * length[0] + phase[0])).astype(np.float32),
        (y + depth[1] * np.sin(x / width * length[1] + phase[1])).astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REFLECT,
    )
    shift = depth * np.sin(quad[:, ::-1] / (height, width) * length + phase)
    return np.asarray(bent, dtype=np.float32), np.asarray(quad - shift)


def seen(photo: Plane, random: Generator) -> Pixels:
    """Light a scene, cast shadows on it, and take it as a phone does."""
    height, width = photo.shape[:2]
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    way = random.uniform(0, 2 * np.pi)
    light = 1 + random.uniform(0, 0.35) * (x * np.cos(way) + y * np.sin(way))
    light *= 1 - random.uniform(0, 0.25) * (x**2 + y**2)
    if happens(random, 0.5):
        corners = random.uniform(-0.2, 1.2, (int(random.integers(3, 6)), 2)) * (width, height)
        shade = np.zeros((height, width), np.float32)
        cv2.fillPoly(shade, [cv2.convexHull(corners.astype(np.int32))], 1.0)
        light *= 1 - random.uniform(0.15, 0.6) * cv2.GaussianBlur(shade, (0, 0), random.uniform(1.5, 25))
    exposure = random.choice([random.uniform(0.9, 1.15), random.uniform(0.35, 1.0)])
    photo = photo * light[:, :, None] * exposure * random.normal(1, 0.06, 3).astype(np.float32)
    if happens(random, 0.6):
        photo = np.asarray(cv2.GaussianBlur(photo, (0, 0), random.uniform(0.3, 2.2)), dtype=np.float32)
    photo += random.uniform(0.5, 6) * random.normal(0, 1, photo.shape).astype(np.float32)
    pixels = np.clip(photo, 0, 255).astype(np.uint8)
    code = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(55, 95))])[1]
    return np.asarray(cv2.imdecode(code, cv2.IMREAD_COLOR), dtype=np.uint8)
