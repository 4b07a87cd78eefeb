"""The photos that the ranker of quads learns from: the tuning half, whole and cut, and photos drawn from its sheets."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.data import Sample
from bench.laid import laid
from bench.overlap import FRAME, iou
from dossier.imaging.pixels import Pixels
from dossier.imaging.quadrilateral.channels import sampled, split
from dossier.imaging.quadrilateral.find import candidates

Numbers = NDArray[np.float64]

CUT_VIEWS = 2
CUT_MAX_SHARE = 0.25
LIGHT_RANGE = (0.55, 1.05)
LAID_PHOTOS = 800
_LOADED_LONG_SIDE = 1400
_SHEET_LONG_SIDE = 800
_CARD_PIXELS = (571, 360)
_CARD_MIN_PIXELS = 300
_CARD_MIN_RATIO = 1.3
"""Width to height; A4 is higher than wide."""


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A photo as the finder shrinks it, its n candidates (pixels), their side features and overlap with the truth."""

    kind: str
    name: str
    packed: Pixels
    """A PNG: 1,400 photos would take 4 GB."""
    truth: Numbers
    corners: NDArray[np.float32]
    features: NDArray[np.float32]
    overlap: Numbers

    @property
    def seen(self) -> Pixels:
        """Return the photo as `sampled` gives it."""
        return np.asarray(cv2.imdecode(self.packed, cv2.IMREAD_COLOR), dtype=np.uint8)


def load(sample: Sample) -> Pixels:
    """Read a photo upright, shrunk to what corner finding needs."""
    pixels = cv2.imread(str(sample.path))
    assert pixels is not None
    by = _LOADED_LONG_SIDE / max(pixels.shape[:2])
    return cv2.resize(pixels, None, fx=by, fy=by, interpolation=cv2.INTER_AREA) if by < 1 else pixels


def views(sample: Sample) -> Iterator[Photo]:
    """Give a sample as it is and, for a photo, cut at random: pages that leave the frame are rare, and matter."""
    pixels = load(sample)
    truth = np.array(sample.quad if sample.quad is not None else FRAME, dtype=np.float64)
    yield prepare(sample.kind, sample.path.name, pixels, truth)
    if sample.kind == "scan":
        return
    random = np.random.default_rng(zlib.crc32(sample.path.name.encode()))
    for _ in range(CUT_VIEWS):
        low = random.uniform(0, CUT_MAX_SHARE, 2) * random.integers(0, 2, 2)
        high = 1 - random.uniform(0, CUT_MAX_SHARE, 2) * random.integers(0, 2, 2)
        left, top, right, bottom = np.rint(np.concatenate((low, high)) * np.tile(pixels.shape[1::-1], 2)).astype(int)
        light = random.uniform(*LIGHT_RANGE)
        cut = np.clip(pixels[top:bottom, left:right] * light, 0, 255).astype(np.uint8)
        yield prepare(f"{sample.kind} cut", sample.path.name, cut, (truth - low) / (high - low))


def drawn(chosen: Sequence[Sample]) -> Iterator[Photo]:
    """Draw photos of the sheets among the samples: upright scans, and cards cut out of photos."""
    sheets = [sheet for each in chosen for sheet in sheets_of(each)]
    for seed in range(LAID_PHOTOS):
        pixels, truth = laid(sheets, np.random.default_rng(seed))
        yield prepare("laid", f"laid {seed}", pixels, truth)


def sheets_of(sample: Sample) -> Iterator[Pixels]:
    """Give the sheet or the card that a sample shows, where it can be laid on a table that is drawn."""
    pixels = load(sample)
    if sample.kind == "scan" and pixels.shape[0] > pixels.shape[1]:
        by = _SHEET_LONG_SIDE / pixels.shape[0]
        yield cv2.resize(pixels, None, fx=by, fy=by, interpolation=cv2.INTER_AREA)
    if sample.kind == "photo" and sample.quad is not None:
        quad = np.array(sample.quad, dtype=np.float32) * pixels.shape[1::-1]
        wide, high = float(np.linalg.norm(quad[1] - quad[0])), float(np.linalg.norm(quad[3] - quad[0]))
        if wide > max(_CARD_MIN_RATIO * high, _CARD_MIN_PIXELS):
            flat = (FRAME * _CARD_PIXELS).astype(np.float32)
            matrix = cv2.getPerspectiveTransform(quad.astype(np.float32), flat)
            yield cv2.warpPerspective(pixels, matrix, _CARD_PIXELS)


def prepare(kind: str, name: str, pixels: Pixels, truth: Numbers) -> Photo:
    """Compute all candidates of a photo, the features of their sides, and their overlap with the truth."""
    seen = sampled(pixels)
    channels = split(seen)
    found = candidates(channels)
    return Photo(
        kind=kind,
        name=name,
        packed=np.asarray(cv2.imencode(".png", seen, [cv2.IMWRITE_PNG_COMPRESSION, 1])[1], dtype=np.uint8),
        truth=truth,
        corners=found.corners.astype(np.float32),
        features=found.features.astype(np.float32),
        overlap=np.array([iou(each, truth) for each in found.corners / (channels.width, channels.height)]),
    )
