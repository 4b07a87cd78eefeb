"""What light, lens and sensor do to a scene."""

import cv2
import numpy as np
import numpy.typing as npt

from demo.camera.surfaces import Floats

Image = npt.NDArray[np.uint8]
_COARSE = 16
"""Light changes slowly: its map is made this much smaller than the frame."""


def lamp(frame: tuple[int, int], chance: np.random.Generator, *, fall_off: float, hand_shadow: float) -> Floats:
    """Return how much light falls on each pixel: height × width × 1, about 1 in the middle.

    `fall_off` is the share lost from one side of the frame to the other, `hand_shadow` that under hand and phone.
    """
    width, height = max(2, frame[0] // _COARSE), max(2, frame[1] // _COARSE)
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    angle = chance.uniform(0, 2 * np.pi)
    gain = 1 + fall_off / 2 * (np.cos(angle) * x + np.sin(angle) * y) - 0.06 * (x**2 + y**2)
    if hand_shadow:
        at_x, at_y = chance.uniform(-0.5, 0.5), chance.uniform(0.7, 1.15)
        soft = np.exp(-(np.maximum(np.hypot((x - at_x) / 0.55, (y - at_y) / 0.7) - 0.45, 0) ** 2) / 0.14)
        gain *= 1 - hand_shadow * soft
    return np.asarray(cv2.resize(gain, frame, interpolation=cv2.INTER_CUBIC)[:, :, None], np.float32)


def cast_shadow(mask: Floats, chance: np.random.Generator, *, strength: float) -> Floats:
    """Return the light that a sheet leaves to the table around it: height × width × 1."""
    height, width = mask.shape[:2]
    small = np.asarray(cv2.resize(mask, (width // 4, height // 4), interpolation=cv2.INTER_AREA), np.float32)
    angle, reach = chance.uniform(0, 2 * np.pi), width / 4 * 0.012
    shade = np.zeros_like(small)
    for times, weight in ((0.35, 0.5), (1.3, 0.5)):
        move = np.array([(1, 0, np.cos(angle) * reach * times), (0, 1, np.sin(angle) * reach * times)], np.float32)
        moved = cv2.warpAffine(small, move, (small.shape[1], small.shape[0]))
        shade += weight * np.asarray(cv2.GaussianBlur(moved, (0, 0), reach * times * 0.9), np.float32)
    whole = cv2.resize(shade, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(1 - strength * whole[:, :, None], np.float32)


def glare(scene: Floats, middle: tuple[float, float], chance: np.random.Generator) -> None:
    """Let a lamp mirror itself on the sheet around `middle` (pixels): a patch that no text survives."""
    height, width = scene.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    across, down = width * chance.uniform(0.13, 0.18), width * chance.uniform(0.09, 0.13)
    turn = chance.uniform(0, np.pi)
    dx, dy = x - middle[0], y - middle[1]
    distance = np.hypot(
        (dx * np.cos(turn) + dy * np.sin(turn)) / across, (dy * np.cos(turn) - dx * np.sin(turn)) / down
    )
    scene += (330 / (1 + np.exp((distance - 1.1) * 7)))[:, :, None]


def shake(scene: Floats, length_pixels: int, chance: np.random.Generator) -> Floats:
    """Blur the scene along the way that a hand shook."""
    kernel = np.zeros((length_pixels, length_pixels), np.float32)
    angle, middle = chance.uniform(0, np.pi), (length_pixels - 1) / 2
    for step in np.linspace(-middle, middle, length_pixels * 3):
        kernel[round(middle + step * np.sin(angle)), round(middle + step * np.cos(angle))] += 1
    return np.asarray(cv2.filter2D(scene, -1, kernel / kernel.sum()), np.float32)


def expose(scene: Floats, chance: np.random.Generator, *, noise: float) -> Image:
    """Turn light into pixels: photon and read noise of `noise` levels, clipped to 0 to 255."""
    height, width = scene.shape[:2]
    if noise:
        grain = chance.standard_normal((height, width), dtype=np.float32)
        scene += (noise * grain)[:, :, None]
        speckle = chance.standard_normal((height // 3 + 1, width // 3 + 1, 3), dtype=np.float32) * np.float32(
            noise * 0.5
        )
        scene += cv2.resize(speckle, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(np.clip(scene, 0, 255), np.uint8)
