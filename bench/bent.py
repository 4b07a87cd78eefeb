"""Photos of an A4 that is bent as paper bends on a table, with where each point of its text lines has gone."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from dossier.imaging.pixels import Pixels
from dossier.imaging.sheet import A4

Numbers = NDArray[np.float64]

BENDS = ("arch", "roll", "wave")
"""Its middle stands up; one end rolls up; half of it stands up and half stays down."""
_WIDTH, _HEIGHT = 1240, 1754
_PIXELS_PER_MM = _WIDTH / A4.short_mm
_LINES, _POINTS = 30, 25
_MARGIN_MM = 22.0
BLOCK_SQUARE_MM = (A4.short_mm - 2 * _MARGIN_MM) * (A4.long_mm - 2 * _MARGIN_MM)
"""What the points of the text enclose on paper."""
_STRIPS = 48
_FOCAL_SHARE = 0.78
_WORDS = ("revenu", "loyer", "ménage", "mutuelle", "charges", "facture", "période", "allocation", "montant", "demande")


@dataclass(frozen=True, kw_only=True)
class Bent:
    """A photo of a bent page."""

    photo: Pixels
    lines_mm: Numbers
    """lines × points × 2: points of the text's base lines on the flat paper."""
    lines_seen: Numbers
    """lines × points × 2: the same points on the photo, as shares of its frame."""


def bent(kind: str, depth_mm: float, *, down: bool, random: Generator, size: tuple[int, int] = (1500, 2000)) -> Bent:
    """Draw a page whose bend is `depth_mm` high, across it or down it, as a hand-held phone sees it."""
    lines_mm = _lines()
    page = _page(lines_mm, random)
    look = _Look.taken(kind, depth_mm, down, size, random)
    table = random.uniform(40, 110, 3)
    coarse = cv2.resize(random.normal(0, 6, (size[1] // 5, size[0] // 5, 3)).astype(np.float32), size)
    photo = np.asarray(coarse + table, dtype=np.float32)
    for begin, end in zip(np.linspace(0, 1, _STRIPS + 1)[:-1], np.linspace(0, 1, _STRIPS + 1)[1:], strict=True):
        _draw_strip(photo, page, look, (float(begin), float(end)))
    taken = cv2.GaussianBlur(photo, (0, 0), 0.7) + random.normal(0, 2, photo.shape)
    return Bent(
        photo=np.clip(taken, 0, 255).astype(np.uint8),
        lines_mm=lines_mm,
        lines_seen=look.project(lines_mm) / size,
    )


@dataclass(frozen=True, kw_only=True)
class _Look:
    """A bent sheet before a pinhole camera."""

    profile: Numbers
    """2 × n: along the table and up, mm, at even steps of the paper's length."""
    down: bool
    turn: Numbers
    """3 × 3, the camera's."""
    far_mm: float
    size: tuple[int, int]

    @classmethod
    def taken(cls, kind: str, depth_mm: float, down: bool, size: tuple[int, int], random: Generator) -> "_Look":
        length = A4.long_mm if down else A4.short_mm
        lean, yaw = np.deg2rad(random.uniform(-18, 18, 2))
        spin = np.deg2rad(random.uniform(-8, 8))
        about_x = np.array([(1, 0, 0), (0, np.cos(lean), -np.sin(lean)), (0, np.sin(lean), np.cos(lean))])
        about_y = np.array([(np.cos(yaw), 0, np.sin(yaw)), (0, 1, 0), (-np.sin(yaw), 0, np.cos(yaw))])
        about_z = np.array([(np.cos(spin), -np.sin(spin), 0), (np.sin(spin), np.cos(spin), 0), (0, 0, 1)])
        return cls(
            profile=_profile(kind, depth_mm, length),
            down=down,
            turn=about_x @ about_y @ about_z,
            far_mm=random.uniform(280, 320),
            size=size,
        )

    def project(self, points_mm: Numbers) -> Numbers:
        """Return where points of the flat paper (… × 2, mm) appear, in pixels."""
        along = points_mm[..., 1 if self.down else 0]
        other = points_mm[..., 0 if self.down else 1]
        length = A4.long_mm if self.down else A4.short_mm
        steps = np.linspace(0, length, self.profile.shape[1])
        on_table, up = (np.interp(along, steps, each) for each in self.profile)
        place = np.stack((other, on_table) if self.down else (on_table, other), axis=-1)
        middle = np.array([A4.short_mm, A4.long_mm]) / 2
        space = np.concatenate((place - middle, -up[..., None]), axis=-1) @ self.turn.T
        focal = _FOCAL_SHARE * max(self.size)
        seen = space[..., :2] * focal / (space[..., 2:] + self.far_mm)
        return np.asarray(seen + np.array(self.size) / 2)


def _profile(kind: str, depth_mm: float, length_mm: float) -> Numbers:
    """Return the curve of a sheet seen from its side; paper does not stretch."""
    steps = np.linspace(0, 1, 400)
    height = {
        "arch": np.sin(np.pi * steps) ** 2,
        "roll": np.maximum(steps - 0.45, 0) ** 2 / 0.55**2,
        "wave": (1 - np.cos(2 * np.pi * np.minimum(steps, 0.5) * 2)) / 2,
    }[kind]
    up = depth_mm * height
    rise = np.gradient(up, steps * length_mm)
    ahead = np.sqrt(np.maximum(1 - rise**2, 0.05))
    on_table = np.concatenate(([0], np.cumsum((ahead[1:] + ahead[:-1]) / 2 * np.diff(steps * length_mm))))
    return np.stack((on_table + (length_mm - on_table[-1]) / 2, up))


def _lines() -> Numbers:
    x = np.linspace(_MARGIN_MM, A4.short_mm - _MARGIN_MM, _POINTS)
    y = np.linspace(_MARGIN_MM, A4.long_mm - _MARGIN_MM, _LINES)
    return np.stack(np.meshgrid(x, y), axis=-1)


def _page(lines_mm: Numbers, random: Generator) -> Pixels:
    page = np.full((_HEIGHT, _WIDTH, 3), 246, np.uint8)
    for x, y in np.rint(lines_mm[:, 0] * _PIXELS_PER_MM).astype(int):
        text = " ".join(random.choice(_WORDS, size=8))[:58].replace("é", "e")
        cv2.putText(page, text, (int(x), int(y)), cv2.FONT_HERSHEY_COMPLEX, 0.85, (45, 40, 40), 2, cv2.LINE_AA)
    return page


def _draw_strip(photo: NDArray[np.float32], page: Pixels, look: _Look, ends: tuple[float, float]) -> None:
    """Draw a strip of the page, so narrow that it is flat, and lighter the flatter it lies."""
    begin, end = ends
    size = np.array([A4.short_mm, A4.long_mm])
    share = (
        np.array([(0, begin), (1, begin), (1, end), (0, end)])
        if look.down
        else np.array([(begin, 0), (end, 0), (end, 1), (begin, 1)])
    )
    target = look.project(share * size)
    source = (share * (_WIDTH, _HEIGHT) - 0.5).astype(np.float32)
    low = np.maximum(np.floor(target.min(axis=0)).astype(int) - 1, 0)
    high = np.minimum(np.ceil(target.max(axis=0)).astype(int) + 2, photo.shape[1::-1])
    wide, high_by = (high - low).tolist()
    if wide <= 0 or high_by <= 0:
        return
    matrix = cv2.getPerspectiveTransform(source, (target - low - 0.5).astype(np.float32))
    laid = cv2.warpPerspective(page, matrix, (wide, high_by), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)
    mask = np.zeros((high_by, wide), np.float32)
    cv2.fillConvexPoly(mask, np.rint((target - low - 0.5) * 256).astype(np.int32), 1.0, cv2.LINE_8, 8)
    at = int((begin + end) / 2 * (look.profile.shape[1] - 2))
    on_table, up = look.profile[:, at + 1] - look.profile[:, at]
    light = 0.86 + 0.1 * np.sin(np.arctan2(up, on_table))
    part = photo[low[1] : high[1], low[0] : high[0]]
    part += mask[:, :, None] * (laid * np.float32(light) - part)
