"""Papers, tables and files drawn by the tests themselves, with everything known about them."""

import struct
import zlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from dossier.imaging.pixels import Pixels
from dossier.imaging.values import Caps

CAPS = Caps(
    page_max_pixels=100_000_000,
    progressive_max_pixels=40_000_000,
    interlaced_max_pixels=40_000_000,
    pdf_pages_max=20,
    page_dpi_max=300,
)
_WORDS = [
    "attestation",
    "de",
    "loyer",
    "pour",
    "le",
    "logement",
    "du",
    "demandeur,",
    "payable",
    "chaque",
    "mois",
    "par",
    "virement",
]


def paper(width: int = 1240, height: int = 1754, *, lines: int = 34, seed: int = 1) -> Pixels:
    """Return an upright letter, white, with left-aligned text that leaves its foot free."""
    random = np.random.default_rng(seed)
    page = np.full((height, width, 3), 250, np.uint8)
    step = height * 0.8 / max(lines, 1)
    scale = step / 42
    for line in range(lines):
        text = " ".join(random.choice(_WORDS, size=int(random.integers(3, 7))))[: int(width / scale / 19)]
        place = (int(width * 0.09), int(height * 0.08 + line * step))
        cv2.putText(page, text, place, cv2.FONT_HERSHEY_COMPLEX, scale, (35, 30, 30), 2, cv2.LINE_AA)
    return page


def with_code(page: Pixels, text: str, kind: zxingcpp.BarcodeFormat) -> Pixels:
    """Put a code in the free foot of a page."""
    code = np.array(zxingcpp.create_barcode(text, kind).to_image(scale=5))
    height, width = code.shape[:2]
    top, left = page.shape[0] - height - 60, 120
    page = page.copy()
    page[top : top + height, left : left + width] = code[:, :, None]
    return page


def skewed(grey: Pixels, degrees: float) -> Pixels:
    """Turn the content of a grey page clockwise by a few degrees about its middle, on its paper's grey."""
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), -degrees, 1)
    return cv2.warpAffine(grey, matrix, (width, height), borderValue=(float(np.median(grey)),))


def on_table(
    page: Pixels,
    quad: NDArray[np.float64],
    width: int = 1500,
    height: int = 2000,
    table: tuple[int, ...] = (60, 80, 110),
) -> Pixels:
    """Photograph a page at `quad` (normalised, its own TL TR BR BL) on a table with some grain."""
    return several_on_table([(page, quad)], width, height, table)


def several_on_table(
    papers: Sequence[tuple[Pixels, NDArray[np.float64]]],
    width: int = 1500,
    height: int = 2000,
    table: tuple[int, ...] = (60, 80, 110),
) -> Pixels:
    """Photograph papers, each at its quad, on one table."""
    grain, noise = _table_and_sensor(width, height)
    ground = grain + _of_three(np.full((height, width), each, np.float32) for each in table)
    for page, quad in papers:
        rows, columns = page.shape[:2]
        source = np.array([(0, 0), (columns, 0), (columns, rows), (0, rows)], np.float32)
        matrix = cv2.getPerspectiveTransform(source, (quad * (width, height)).astype(np.float32))
        laid = cv2.warpPerspective(page, matrix, (width, height), flags=cv2.INTER_AREA)
        mask = cv2.warpPerspective(np.ones((rows, columns), np.float32), matrix, (width, height))
        left, top, wide, high = cv2.boundingRect((mask > 0).astype(np.uint8))
        there = np.s_[top : top + high, left : left + wide]
        cover = _of_three([np.ascontiguousarray(mask[there])] * 3)
        ground[there] = laid[there] * cover + ground[there] * (1 - cover)
    return np.clip(ground + noise, 0, 255).astype(np.uint8)


def _of_three(channels: Iterable[NDArray[np.float32]]) -> NDArray[np.float32]:
    """Put channels together: numpy takes four times as long to spread one value over a last axis of three."""
    return np.asarray(cv2.merge(list(channels)), np.float32)


@cache
def _table_and_sensor(width: int, height: int) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Draw the grain of the table and the noise of the sensor, the same for each photo of a size: 0.1 s for one."""
    random = np.random.default_rng(7)
    grain = random.normal(0, 6, (height // 4, width // 4, 3)).astype(np.float32)
    noise = np.repeat(random.normal(0, 2, (height, width, 1)), 3, axis=2)
    return np.asarray(cv2.resize(grain, (width, height)), np.float32), noise


TWO_SIDE_BY_SIDE = (
    np.array([(0.06, 0.2), (0.48, 0.22), (0.47, 0.8), (0.05, 0.78)]),
    np.array([(0.53, 0.21), (0.94, 0.19), (0.96, 0.77), (0.54, 0.79)]),
)
"""Two letters on a photo wider than high, as one reads them."""


@cache
def two_letters() -> Pixels:
    """Photograph two letters that lie side by side: a picture that nobody may draw on."""
    photo = several_on_table([(paper(seed=seed), quad) for seed, quad in enumerate(TWO_SIDE_BY_SIDE, 1)], 2000, 1500)
    photo.flags.writeable = False
    return photo


LAID = np.array([(0.14, 0.09), (0.86, 0.12), (0.91, 0.92), (0.08, 0.88)])
"""A quad as a hand holds a phone over a table."""


def save(path: Path, pixels: Pixels, *options: int) -> Path:
    """Write a picture in the format of its suffix."""
    assert cv2.imwrite(str(path), pixels, list(options))
    return path


def with_exif(path: Path, orientation: int) -> Path:
    """Give a JPEG an EXIF block that holds an orientation and a position, as phones do."""
    entries = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0) + struct.pack("<HHII", 0x8825, 4, 1, 38)
    gps = struct.pack("<H", 1) + struct.pack("<HHI4s", 1, 2, 2, b"N\0\0\0") + struct.pack("<I", 0)
    body = b"Exif\0\0II*\0" + struct.pack("<IH", 8, 2) + entries + struct.pack("<I", 0) + gps
    data = path.read_bytes()
    path.write_bytes(data[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + data[2:])
    return path


def png_header(path: Path, width: int, height: int, *, interlaced: bool = False) -> Path:
    """Write a PNG that claims a size and holds next to nothing."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, interlaced)
    pixels = zlib.compress(bytes(1000))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))
    return path


def overlap(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return intersection over union of two quads inside the frame, to a thousandth of its sides."""
    masks = []
    for quad in (one, other):
        mask = np.zeros((1000, 1000), np.uint8)
        cv2.fillConvexPoly(mask, np.rint(quad * 1000).astype(np.int32), 1)
        masks.append(mask.astype(bool))
    return float((masks[0] & masks[1]).sum() / (masks[0] | masks[1]).sum())
