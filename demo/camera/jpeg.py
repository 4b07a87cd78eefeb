"""A photograph as a file: JPEG with its EXIF orientation."""

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]
Quad = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Photo:
    """A JPEG file, and where the sheet really is on it."""

    jpeg: bytes
    quad: Quad
    """Corners TL TR BR BL as shares of the upright image's width and height; beyond 0 to 1 where cut off."""


_STORED: Mapping[int, Callable[[Image], Image]] = {
    1: lambda image: image,
    2: np.fliplr,
    3: lambda image: np.rot90(image, 2),
    4: np.flipud,
    5: lambda image: image.transpose(1, 0, 2),
    6: lambda image: np.rot90(image, 1),
    7: lambda image: np.rot90(image, 2).transpose(1, 0, 2),
    8: lambda image: np.rot90(image, 3),
}
"""What a sensor stores so that a viewer who heeds the orientation sees the image upright (EXIF 2.32, tag 0x0112)."""


def encode(image: Image, *, quality: int, exif_orientation: int = 1) -> bytes:
    """Write an upright RGB image as JPEG, its pixels turned as the orientation says."""
    stored = np.ascontiguousarray(_STORED[exif_orientation](image)[:, :, ::-1])
    _, data = cv2.imencode(".jpg", stored, [cv2.IMWRITE_JPEG_QUALITY, quality])
    jpeg = data.tobytes()
    entry = struct.pack("<HHIHH", 0x0112, 3, 1, exif_orientation, 0)
    tiff = b"II*\0" + struct.pack("<IH", 8, 1) + entry + struct.pack("<I", 0)
    payload = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(payload) + 2) + payload + jpeg[2:]
