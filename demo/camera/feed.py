"""A film for Chromium's fake camera: a sheet on a table, seen by a hand that does not quite hold still."""

import math

import cv2
import numpy as np

from demo.camera.jpeg import Image
from demo.camera.phone import photograph
from demo.camera.surfaces import Background

_MOST_BYTES = 56_000_000
_MOST_FRAMES_A_SECOND = 12
_MARGIN = 1.03
"""The still that frames are cut from is this much larger than they are."""


def camera_feed(
    page: Image,
    seed: int,
    seconds: float = 2,
    size: tuple[int, int] = (1280, 720),
    *,
    sheet_width_mm: float = 210,
    background: Background = "wood",
    fill: float = 0.9,
) -> bytes:
    """Film a page as Y4M (4:2:0, `size` = width, height, both even) for `--use-file-for-fake-video-capture`.

    The movement ends where it began, since Chromium plays the file in a loop. Frames are as many as 56 MB hold, at most
    12 a second.
    """
    width, height = size
    frame_bytes = width * height * 3 // 2
    rate = max(1, min(_MOST_FRAMES_A_SECOND, int(_MOST_BYTES / frame_bytes / seconds)))
    count = max(1, round(rate * seconds))
    still = _still(page, seed, size, sheet_width_mm, background, fill)
    chance = np.random.default_rng(seed)
    parts = [f"YUV4MPEG2 W{width} H{height} F{rate}:1 Ip A1:1 C420jpeg\n".encode()]
    for index in range(count):
        frame = _frame(still, size, 2 * math.pi * index / count)
        grain = chance.normal(0, 2, (height, width, 1)).astype(np.float32)
        noisy = np.asarray(np.clip(frame + grain, 0, 255), np.uint8)
        parts += [b"FRAME\n", cv2.cvtColor(noisy, cv2.COLOR_RGB2YUV_I420).tobytes()]
    return b"".join(parts)


def _still(
    page: Image, seed: int, size: tuple[int, int], sheet_width_mm: float, background: Background, fill: float
) -> Image:
    photo = photograph(
        page,
        seed,
        width=round(size[0] * _MARGIN),
        height=round(size[1] * _MARGIN),
        sheet_width_mm=sheet_width_mm,
        background=background,
        tilt_degrees=7,
        fill=fill / _MARGIN,
        noise=0,
        blur_pixels=0,
        jpeg_quality=98,
    )
    decoded = np.asarray(cv2.imdecode(np.frombuffer(photo.jpeg, np.uint8), cv2.IMREAD_COLOR))
    return np.asarray(cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB), np.uint8)


def _frame(still: Image, size: tuple[int, int], phase: float) -> Image:
    """Cut a frame out of the still, moved and turned as far as a hand trembles at this phase of its round."""
    width, height = size
    room = np.array([still.shape[1] - width, still.shape[0] - height]) / 2
    drift = room + room * 0.3 * np.array([math.sin(phase), math.sin(2 * phase + 1)])
    turn = math.radians(0.12) * math.sin(phase + 2)
    cos, sin = math.cos(turn), math.sin(turn)
    middle = np.array([width, height]) / 2
    spin = np.array([(cos, -sin), (sin, cos)])
    back = np.column_stack([spin, drift + middle - spin @ middle])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(still, back, size, flags=flags, borderMode=cv2.BORDER_REFLECT), np.uint8)
