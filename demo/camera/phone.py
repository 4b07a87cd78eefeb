"""A phone photographs a sheet on a table."""

from collections.abc import Collection
from typing import Literal

import cv2
import numpy as np

from demo.camera.jpeg import Image, Photo, encode
from demo.camera.light import cast_shadow, expose, glare, lamp, shake
from demo.camera.pose import Matrix, Points, Pose, apply, corners, homography, rounded
from demo.camera.surfaces import Background, Floats, surface

Fault = Literal["blur", "dark", "glare", "cut_off", "too_far"]

_TABLE_PIXELS = 1800
"""The table is made this wide and then seen through the lens: it need not be sharper."""


_EXPOSURE = 0.9
"""As phones do: the paper stays under white, so that nothing of it burns out."""

_FROM_CENTRE = np.array([(1, 0, -0.5), (0, 1, -0.5), (0, 0, 1)])
"""OpenCV counts from the middle of the first pixel, a frame from its corner."""


def photograph(
    page: Image,
    seed: int,
    *,
    width: int = 2250,
    height: int = 3000,
    sheet_width_mm: float = 210,
    corner_radius_mm: float = 0,
    background: Background = "wood",
    tilt_degrees: float = 12,
    roll_degrees: float = 3,
    fill: float = 0.88,
    light: float = 0.3,
    shadow: float = 0.3,
    noise: float = 3,
    blur_pixels: float = 0.8,
    folds: int = 0,
    faults: Collection[Fault] = (),
    exif_orientation: int = 1,
    jpeg_quality: int = 88,
) -> Photo:
    """Photograph a page (height × width × RGB) that lies on a table; the same bytes for the same arguments.

    `width` and `height` are the upright photo's; `tilt_degrees` and `roll_degrees` the most that the hand strays;
    `light` the share lost across the frame, `shadow` the share under the hand; `noise` in levels of 255; `blur_pixels`
    the lens's Gaussian at a width of 2250; `folds` the creases of a letter that came in an envelope.
    """
    chance = np.random.default_rng(seed)
    frame = (width, height)
    sheet_mm = (sheet_width_mm, sheet_width_mm * page.shape[0] / page.shape[1])
    pose = _held(chance, tilt_degrees, roll_degrees, 0.34 if "too_far" in faults else fill, cut_off="cut_off" in faults)
    matrix = homography(pose, sheet_mm, frame)
    quad = apply(matrix, corners(sheet_mm))
    scene = _table(background, matrix, frame, chance)
    outline = apply(matrix, rounded(sheet_mm, corner_radius_mm))
    _lay(scene, _paper(page, folds, chance), matrix, sheet_mm, outline, chance)
    scene *= lamp(frame, chance, fall_off=light, hand_shadow=shadow * float(chance.uniform(0.1, 1)))
    warmth = float(chance.normal(0.01, 0.03))
    scene *= np.array((1 + warmth, 1, 1 - warmth), np.float32) * np.float32(_EXPOSURE)
    if "glare" in faults:
        glare(scene, _inside(quad, chance), chance)
    scale = width / 2250
    scene = np.asarray(cv2.GaussianBlur(scene, (0, 0), max(0.3, blur_pixels * scale)), np.float32)
    if "blur" in faults:
        scene = shake(
            np.asarray(cv2.GaussianBlur(scene, (0, 0), 5 * scale), np.float32), max(3, round(24 * scale)), chance
        )
    if "dark" in faults:
        scene *= np.float32(0.2)
        noise *= 2.5
    pixels = expose(scene, chance, noise=noise)
    shares = tuple((float(x / width), float(y / height)) for x, y in quad)
    return Photo(encode(pixels, quality=jpeg_quality, exif_orientation=exif_orientation), shares)


def _held(chance: np.random.Generator, tilt: float, roll: float, fill: float, *, cut_off: bool) -> Pose:
    shift = (float(chance.uniform(-0.015, 0.015)), float(chance.uniform(-0.015, 0.015)))
    if cut_off:
        shift = (float(chance.choice((-1, 1)) * 0.2), shift[1])
    return Pose(
        tilt_x_degrees=float(chance.uniform(0.2, 1) * tilt),
        tilt_y_degrees=float(chance.uniform(-0.5, 0.5) * tilt),
        roll_degrees=float(chance.uniform(-1, 1) * roll),
        fill=fill,
        shift=shift,
    )


def _table(background: Background, matrix: Matrix, frame: tuple[int, int], chance: np.random.Generator) -> Floats:
    """See as much of a table top as the frame shows."""
    width, height = frame
    seen = apply(
        np.asarray(np.linalg.inv(matrix), np.float64),
        np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float64),
    )
    low, high = seen.min(axis=0) - 5, seen.max(axis=0) + 5
    mm_per_pixel = float((high - low)[0] / _TABLE_PIXELS)
    size = _TABLE_PIXELS, int((high - low)[1] / mm_per_pixel) + 1
    top = surface(background, size, mm_per_pixel, chance)
    to_mm = np.array([(mm_per_pixel, 0, low[0]), (0, mm_per_pixel, low[1]), (0, 0, 1)])
    return np.asarray(
        cv2.warpPerspective(top, _FROM_CENTRE @ matrix @ to_mm, frame, borderMode=cv2.BORDER_REFLECT), np.float32
    )


def _paper(page: Image, folds: int, chance: np.random.Generator) -> Image:
    """Give a print the tint and grain of paper, and the creases of its folds."""
    height, width = page.shape[:2]
    grain = chance.normal(0, 1.3, (height, width)).astype(np.float32)
    sheet = page * np.array((0.972, 0.966, 0.945), np.float32) + grain[:, :, None]
    y = np.arange(height, dtype=np.float32)[:, None, None]
    for fold in range(folds):
        at = height * (fold + 1) / (folds + 1) + chance.normal(0, height * 0.004)
        near, sharp = height * 0.05, max(1.0, height * 0.0011)
        side = np.tanh((y - at) / sharp)
        sheet *= 1 - 0.035 * side * np.exp(-np.abs(y - at) / near)
        sheet *= 1 - 0.09 * np.exp(-(((y - at) / sharp) ** 2))
    return np.asarray(np.clip(sheet, 0, 255), np.uint8)


def _lay(
    scene: Floats,
    page: Image,
    matrix: Matrix,
    sheet_mm: tuple[float, float],
    outline: Points,
    chance: np.random.Generator,
) -> None:
    """Lay a page on the table, with its shadow, in place."""
    quad = apply(matrix, corners(sheet_mm))
    page = _as_large_as_seen(page, quad)
    rows, columns = page.shape[:2]
    frame = (scene.shape[1], scene.shape[0])
    half = np.array(sheet_mm) / 2
    step = sheet_mm[0] / columns, sheet_mm[1] / rows
    to_mm = np.array([(step[0], 0, step[0] / 2 - half[0]), (0, step[1], step[1] / 2 - half[1]), (0, 0, 1)])
    seen = cv2.warpPerspective(
        page, _FROM_CENTRE @ matrix @ to_mm, frame, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    mask = _filled(outline, frame)
    scene *= cast_shadow(mask, chance, strength=0.5)
    cover = mask[:, :, None]
    scene *= 1 - cover
    scene += seen * cover


def _as_large_as_seen(page: Image, quad: Points) -> Image:
    """Shrink a page to the size at which it will be seen: the warp alone would drop thin strokes."""
    seen = max(np.hypot(*(quad[1] - quad[0])), np.hypot(*(quad[2] - quad[3])))
    share = float(seen) / page.shape[1]
    if share >= 1:
        return page
    return np.asarray(cv2.resize(page, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), np.uint8)


def _filled(outline: Points, frame: tuple[int, int]) -> Floats:
    """Fill an outline with 1, its edge smoothed over a pixel."""
    mask = np.zeros((frame[1], frame[0]), np.uint8)
    fixed = np.round(apply(_FROM_CENTRE, outline) * 16).astype(np.int32)
    cv2.fillConvexPoly(mask, fixed, 255, lineType=cv2.LINE_AA, shift=4)
    return np.asarray(mask, np.float32) / np.float32(255)


def _inside(quad: Points, chance: np.random.Generator) -> tuple[float, float]:
    along, down = chance.uniform(0.3, 0.7), chance.uniform(0.25, 0.6)
    upper, lower = quad[0] + (quad[1] - quad[0]) * along, quad[3] + (quad[2] - quad[3]) * along
    x, y = upper + (lower - upper) * down
    return float(x), float(y)
