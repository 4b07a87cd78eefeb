"""TIFF, WebP, HEIC and AVIF that loop, lie or are broken."""

import io
import random
import struct
from functools import cache
from pathlib import Path

from PIL import Image

from tests.support.hostile import family
from tests.support.hostile.pictures import flipped, photo

_LETTER = Path(__file__).parents[2] / "dossier" / "imaging" / "letter.heic"


def _entry(tag: int, kind: int, count: int, value: int) -> bytes:
    return struct.pack("<HHII", tag, kind, count, value)


def _directory(chance: random.Random, following: int, *, offset: int = 8, size: int = 100) -> bytes:
    entries = [
        _entry(256, 4, 1, 10),
        _entry(257, 4, 1, 10),
        _entry(258, 3, 1, 8),
        _entry(259, 3, 1, 1),
        _entry(262, 3, 1, 1),
        _entry(273, 4, 1, offset),
        _entry(277, 3, 1, 1),
        _entry(278, 4, 1, chance.choice([10, 2**32 - 1])),
        _entry(279, 4, 1, size),
    ]
    return struct.pack("<H", len(entries)) + b"".join(entries) + struct.pack("<I", following)


@family("a TIFF that turns in a circle", name="scan.tif")
def _(chance: random.Random) -> bytes:
    return b"II*\0\x08\0\0\0" + _directory(chance, 8) + bytes(200)


@family("a TIFF that lies", name="scan.tif")
def _(chance: random.Random) -> bytes:
    where, length = chance.randint(0, 2**32 - 1), chance.randint(0, 2**32 - 1)
    return b"II*\0\x08\0\0\0" + _directory(chance, chance.choice([0, 2**31]), offset=where, size=length) + bytes(200)


@family("a TIFF of more pages than we take", never=True, name="scan.tif")
def _(chance: random.Random) -> bytes:
    count, size = chance.randint(300, 4000), 2 + 9 * 12 + 4
    pages = [_directory(chance, 8 + size * (each + 1) if each + 1 < count else 0) for each in range(count)]
    return b"II*\0\x08\0\0\0" + b"".join(pages) + bytes(200)


@family("flipped bits in a TIFF", name="scan.tif")
def _(chance: random.Random) -> bytes:
    return flipped(photo("TIFF"), chance, after=4)


@family("a broken WebP", name="photo.webp")
def _(chance: random.Random) -> bytes:
    data = photo("WEBP")
    return flipped(data, chance) if chance.random() < 0.6 else data[: chance.randrange(12, len(data))]


@family("a WebP that lies", name="photo.webp")
def _(chance: random.Random) -> bytes:
    # VP8X with a canvas of up to 16,777,216 pixels a side over nothing
    canvas = struct.pack("<I", chance.randint(20_000, 2**24 - 1))[:3] + struct.pack("<I", 2**24 - 1)[:3]
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes([chance.randrange(256), 0, 0, 0]) + canvas + bytes(64)
    return b"RIFF" + struct.pack("<I", len(body)) + body


@family("a broken HEIC", name="photo.heic")
def _(chance: random.Random) -> bytes:
    data = _LETTER.read_bytes()
    return flipped(data, chance, after=24) if chance.random() < 0.7 else data[: chance.randrange(24, len(data))]


@family("a HEIC whose boxes lie", name="photo.heic")
def _(chance: random.Random) -> bytes:
    data = bytearray(_LETTER.read_bytes())
    at = data.index(chance.choice([b"meta", b"iloc", b"iprp", b"ispe"])) - 4
    data[at : at + 4] = struct.pack(">I", chance.choice([0, 1, 7, 2**31, 2**32 - 1]))
    return bytes(data)


@cache
def _avif() -> bytes:
    data = io.BytesIO()
    Image.open(io.BytesIO(photo("PNG"))).save(data, "AVIF", speed=10)
    return data.getvalue()


@family("a broken AVIF", name="photo.avif")
def _(chance: random.Random) -> bytes:
    data = _avif()
    return flipped(data, chance, after=32) if chance.random() < 0.7 else data[: chance.randrange(32, len(data))]
