"""A flatbed scanner: a page a little askew on the glass, under a white lid."""

import math

import cv2
import numpy as np

from demo.camera.jpeg import Image, Photo, encode
from demo.camera.light import expose


def scan(page: Image, seed: int, *, jpeg_quality: int = 85) -> Photo:
    """Scan a page (height × width × RGB) at its own resolution, with a narrow strip of lid around it."""
    chance = np.random.default_rng(seed)
    rows, columns = page.shape[:2]
    margin = round(columns * 0.02)
    width, height = columns + 2 * margin, rows + 2 * margin
    angle = math.radians(chance.uniform(-0.7, 0.7))
    cos, sin = math.cos(angle), math.sin(angle)
    turn = np.array([(cos, -sin), (sin, cos)])
    middle = np.array([width, height]) / 2
    move = np.column_stack([turn, middle - turn @ (np.array([columns, rows]) / 2)])
    inked = np.asarray(page * np.array((0.985, 0.985, 0.98), np.float32), np.uint8)
    lid = (226, 227, 229)
    scene = cv2.warpAffine(inked, move, (width, height), flags=cv2.INTER_CUBIC, borderValue=lid).astype(np.float32)
    edge = np.array([(0, 0), (columns, 0), (columns, rows), (0, rows)]) @ turn.T + move[:, 2]
    line = np.zeros((height, width), np.uint8)
    cv2.polylines(line, [np.round(edge).astype(np.int32)], isClosed=True, color=255, thickness=2, lineType=cv2.LINE_AA)
    scene -= np.asarray(cv2.GaussianBlur(line, (0, 0), 1.6), np.float32)[:, :, None] * np.float32(0.28)
    for _ in range(int(chance.integers(2, 9))):  # dust on the glass
        at = int(chance.integers(0, width)), int(chance.integers(0, height))
        cv2.circle(scene, at, 1, (120, 120, 120), -1, lineType=cv2.LINE_AA)
    quad = tuple((float(x / width), float(y / height)) for x, y in edge)
    return Photo(encode(expose(scene, chance, noise=1.2), quality=jpeg_quality), quad)
