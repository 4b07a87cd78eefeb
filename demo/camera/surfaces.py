"""Tables for papers to lie on, woven out of noise."""

from collections.abc import Callable, Mapping
from typing import Literal

import cv2
import numpy as np
import numpy.typing as npt

Background = Literal["wood", "oak", "desk", "cloth", "stone"]
Floats = npt.NDArray[np.float32]


def surface(kind: Background, size: tuple[int, int], mm_per_pixel: float, chance: np.random.Generator) -> Floats:
    """Return a table top seen from above: height × width × RGB of 0 to 255, `size` being (width, height)."""
    return _SURFACES[kind](size, mm_per_pixel, chance)


def clouds(size: tuple[int, int], scale: tuple[float, float], chance: np.random.Generator, octaves: int = 4) -> Floats:
    """Return fractal noise around 0 with a deviation near 1, whose largest features are `scale` pixels (x, y)."""
    total, strength = np.zeros((size[1], size[0]), np.float32), 1.0
    for _ in range(octaves):
        cells = max(2, round(size[0] / scale[0]) + 2), max(2, round(size[1] / scale[1]) + 2)
        cells = min(cells[0], size[0]), min(cells[1], size[1])
        grid = chance.standard_normal((cells[1], cells[0]), dtype=np.float32)
        total += strength * np.asarray(cv2.resize(grid, size, interpolation=cv2.INTER_CUBIC), np.float32)
        scale, strength = (scale[0] / 2, scale[1] / 2), strength * 0.55
    return total


def _planks(
    size: tuple[int, int],
    mm_per_pixel: float,
    chance: np.random.Generator,
    *,
    tone: tuple[int, int, int],
    plank_mm: float,
    depth: float,
) -> Floats:
    width, height = size
    along, across = 260 / mm_per_pixel, 26 / mm_per_pixel
    y = np.arange(height, dtype=np.float32)[:, None] * mm_per_pixel + float(chance.uniform(0, plank_mm))
    plank = np.floor(y / plank_mm).astype(int)
    bend = clouds(size, (along, across), chance, 3)
    rings = np.sin((y * 0.55 + bend * 5.5) + 1.6 * np.sin(y * 0.09 + bend))
    fibres = clouds(size, (60 / mm_per_pixel, 0.9 / mm_per_pixel), chance, 2)
    shade = 1 + depth * (0.09 * rings + 0.075 * fibres + 0.05 * bend)
    shade *= chance.normal(1, 0.06 * depth, plank.max() + 1).astype(np.float32)[plank]
    seam = np.abs(y / plank_mm - np.round(y / plank_mm)) * plank_mm
    shade *= 1 - 0.5 * np.exp(-((seam / 0.8) ** 2))
    warm = np.clip(1.9 - shade, 0.6, 1.4)
    top = np.empty((height, width, 3), np.float32)
    for channel, (strength, warmth) in enumerate(zip(tone, (0.0, 0.12, 0.3), strict=True)):
        # Channel by channel: numpy takes four times as long to spread a few values over a last axis of three
        top[:, :, channel] = shade * np.float32(strength) / (warm ** np.float32(warmth) if warmth else np.float32(1))
    return top


def _wood(size: tuple[int, int], mm_per_pixel: float, chance: np.random.Generator) -> Floats:
    return _planks(size, mm_per_pixel, chance, tone=(134, 92, 60), plank_mm=95, depth=1.25)


def _oak(size: tuple[int, int], mm_per_pixel: float, chance: np.random.Generator) -> Floats:
    return _planks(size, mm_per_pixel, chance, tone=(190, 156, 112), plank_mm=140, depth=0.8)


def _desk(size: tuple[int, int], mm_per_pixel: float, chance: np.random.Generator) -> Floats:
    grain = clouds(size, (2.2 / mm_per_pixel, 2.2 / mm_per_pixel), chance, 3) * 2.2
    worn = clouds(size, (180 / mm_per_pixel, 140 / mm_per_pixel), chance, 2) * 3
    return np.asarray((grain + worn)[:, :, None] + np.array((92, 98, 106), np.float32), np.float32)


def _cloth(size: tuple[int, int], mm_per_pixel: float, chance: np.random.Generator) -> Floats:
    """Weave a checked kitchen cloth."""
    width, height = size
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) * np.float32(mm_per_pixel)
    sag = clouds(size, (120 / mm_per_pixel, 120 / mm_per_pixel), chance, 2)
    x, y = x + sag * 1.6, y - sag * 1.3
    check = 24.0
    bands = (np.mod(x, 2 * check) < check).astype(np.float32) + (np.mod(y, 2 * check) < check)
    dye = np.array([(216, 208, 196), (150, 112, 108), (112, 44, 50)], np.float32)
    cloth = dye[bands.astype(int)]
    thread = (
        np.sin(x * 6.3) * np.sin(y * 6.3) * 6 + clouds(size, (1.2 / mm_per_pixel, 1.2 / mm_per_pixel), chance, 1) * 4
    )
    return np.asarray(cloth + (thread + sag * 7)[:, :, None], np.float32)


def _stone(size: tuple[int, int], mm_per_pixel: float, chance: np.random.Generator) -> Floats:
    speckle = clouds(size, (3 / mm_per_pixel, 3 / mm_per_pixel), chance, 3)
    veins = np.exp(-((clouds(size, (260 / mm_per_pixel, 260 / mm_per_pixel), chance, 4) / 0.05) ** 2))
    shade = 74 + 6 * speckle + 9 * np.maximum(speckle - 1.6, 0) + 12 * veins
    return np.asarray(shade[:, :, None] * np.array((1.0, 0.99, 1.02), np.float32), np.float32)


_SURFACES: Mapping[Background, Callable[[tuple[int, int], float, np.random.Generator], Floats]] = {
    "wood": _wood,
    "oak": _oak,
    "desk": _desk,
    "cloth": _cloth,
    "stone": _stone,
}
