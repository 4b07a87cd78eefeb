"""Films of a kiosk's tray for Chromium's fake camera: it is empty, a hand lays a paper down, the paper lies still."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import cv2
import numpy as np

from demo.camera import photograph
from demo.camera.jpeg import Image
from demo.camera.surfaces import Background, surface
from demo.papers import render
from demo.people import people

SIZE = (1280, 720)
FRAMES_A_SECOND = 5
_SWING_PIXELS = 90
_SKIN = (196, 150, 124)
_NOISE_LEVELS = 2.0
_TRAY_MM_PER_PIXEL = 0.45


@dataclass(frozen=True, slots=True)
class Scene:
    """What is seen for so long: nothing, a paper that a hand moves, or one that lies `aside` of its place (pixels)."""

    what: Literal["empty", "moved", "lying"]
    seconds: float
    aside: int = 0


LAID_DOWN: Sequence[Scene] = (Scene("empty", 2), Scene("moved", 1), Scene("lying", 8))
"""Somebody lays a paper down as people do."""


def payslip() -> Image:
    """Draw a payslip."""
    return render("REV_PAIE", people()[0], "fr", date(2026, 10, 31), 3)


class Tray:
    """A tray, and one paper on it."""

    def __init__(self, page: Image, *, background: Background = "stone", blur_pixels: float = 0) -> None:
        width, height = SIZE
        tray = surface(background, SIZE, _TRAY_MM_PER_PIXEL, np.random.default_rng(7))
        photo = photograph(page, 3, width=width, height=height, background=background, tilt_degrees=2, noise=0)
        seen = np.asarray(cv2.imdecode(np.frombuffer(photo.jpeg, np.uint8), cv2.IMREAD_COLOR_RGB), np.float32)
        quad = np.round(np.array(photo.quad) * SIZE).astype(np.int32)
        sheet = np.zeros((height, width), np.uint8)
        cv2.fillConvexPoly(sheet, quad, 255)
        self._tray, self._seen, self._sheet, self._blur_pixels = tray, seen, sheet, blur_pixels
        self._chance = np.random.default_rng(11)

    def frame(self, what: str, aside: int = 0) -> Image:
        """Return one frame (height × width × RGB), with the noise of a sensor."""
        width, height = SIZE
        scene = self._tray.copy()
        if what != "empty":
            move = np.array([(1, 0, aside), (0, 1, 0)], np.float32)
            sheet = cv2.warpAffine(self._sheet, move, SIZE) > 0
            scene[sheet] = cv2.warpAffine(self._seen, move, SIZE)[sheet]
        if what == "moved":
            at = (width // 2 + 240 + aside, height // 2 + 60)
            cv2.ellipse(scene, at, (150, 70), 20, 0, 360, _SKIN, -1, lineType=cv2.LINE_AA)
        if self._blur_pixels:
            scene = np.asarray(cv2.GaussianBlur(scene, (0, 0), self._blur_pixels), np.float32)
        grain = self._chance.normal(0, _NOISE_LEVELS, (height, width, 1)).astype(np.float32)
        return np.asarray(np.clip(scene + grain, 0, 255), np.uint8)

    def film(self, path: Path, scenes: Sequence[Scene]) -> Path:
        """Write the scenes one after the other as Y4M (4:2:0); Chromium begins anew when they are over."""
        with path.open("wb") as file:
            file.write(f"YUV4MPEG2 W{SIZE[0]} H{SIZE[1]} F{FRAMES_A_SECOND}:1 Ip A1:1 C420jpeg\n".encode())
            for scene in scenes:
                for index in range(round(scene.seconds * FRAMES_A_SECOND)):
                    swing = _SWING_PIXELS if index % 2 else -_SWING_PIXELS
                    aside = swing if scene.what == "moved" else scene.aside
                    file.write(
                        b"FRAME\n" + cv2.cvtColor(self.frame(scene.what, aside), cv2.COLOR_RGB2YUV_I420).tobytes()
                    )
        return path
