"""Photos that were cut, flipped or lied about; and honest ones of an odd make."""

import io
import random
import struct
import zlib
from functools import cache

import cv2
import numpy as np
from PIL import Image, ImageDraw

from tests.support.hostile import family


@cache
def photo(kind: str, *, width: int = 420, height: int = 560, mode: str = "RGB", **options: int) -> bytes:
    """Return a small honest picture with a few lines on it."""
    image = Image.new("RGB", (width, height), (232, 230, 224))
    draw = ImageDraw.Draw(image)
    for line in range(20, height - 20, 18):
        draw.line((30, line, 30 + (line * 37) % (width - 60), line), fill=(30, 30, 40), width=3)
    data = io.BytesIO()
    image.convert(mode).save(data, kind, **options)
    return data.getvalue()


def flipped(data: bytes, chance: random.Random, *, after: int = 12, flips: int = 12) -> bytes:
    """Return the bytes with some bits flipped, the first few left alone so that the kind is still told."""
    wrong = bytearray(data)
    for _ in range(chance.randint(1, flips)):
        wrong[chance.randrange(after, len(wrong))] ^= 1 << chance.randrange(8)
    return bytes(wrong)


def chunk(name: bytes, body: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int, height: int, pixels: bytes, *extra: bytes, depth: int = 8, colour: int = 0, lace: int = 0) -> bytes:
    """Return a PNG of any header over any pixel data (packed already), other chunks between."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, lace))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(extra) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def zeros(count: int) -> bytes:
    """Return so many zero bytes, packed, without holding them."""
    packer = zlib.compressobj(9)
    pieces = (min(1 << 20, count - at) for at in range(0, count, 1 << 20))
    return b"".join(packer.compress(bytes(each)) for each in pieces) + packer.flush()


@family("a cut JPEG")
def _(chance: random.Random) -> bytes:
    data = photo("JPEG")
    return data[: chance.randrange(3, len(data))]


@family("a cut PNG", name="photo.png")
def _(chance: random.Random) -> bytes:
    data = photo("PNG")
    return data[: chance.randrange(8, len(data))]


@family("flipped bits in a JPEG")
def _(chance: random.Random) -> bytes:
    return flipped(photo("JPEG", quality=chance.randint(20, 95), progressive=chance.randint(0, 1)), chance)


@family("flipped bits in a PNG", name="photo.png")
def _(chance: random.Random) -> bytes:
    return flipped(photo("PNG"), chance)


@family("a header that lies", name="photo.png")
def _(chance: random.Random) -> bytes:
    return png(chance.randint(1, 9000), chance.randint(1, 9000), zeros(chance.randint(0, 5000)), colour=2)


@family("a picture larger than the world", never=True)
def _(chance: random.Random) -> bytes:
    if chance.random() < 0.5:
        return png(chance.randint(20_001, 2**31 - 1), chance.randint(1, 2**31 - 1), zeros(1000), colour=2)
    return resized(photo("JPEG"), b"\xff\xc0", 65_500, chance.randint(20_001, 65_500))


def resized(jpeg: bytes, marker: bytes, width: int, height: int) -> bytes:
    """Return a JPEG whose frame header claims another size."""
    at = jpeg.index(marker)
    return jpeg[: at + 5] + struct.pack(">HH", height, width) + jpeg[at + 9 :]


@family("a progressive JPEG over its cap", never=True)
def _(chance: random.Random) -> bytes:
    return resized(photo("JPEG", progressive=1), b"\xff\xc2", chance.randint(7000, 9500), chance.randint(6000, 9500))


@family("an interlaced PNG over its cap", never=True, name="photo.png")
def _(chance: random.Random) -> bytes:
    width, height = chance.randint(6400, 9500), chance.randint(6400, 9500)
    return png(width, height, zeros(width * height), lace=1)


@family("a bomb of pixels", name="photo.png")
def _(chance: random.Random) -> bytes:
    width, height = chance.randint(8000, 19_000), chance.randint(3000, 5000)
    return png(width, height, zeros((width // 8 + 2) * height), depth=1)


@family("a bomb of text in a PNG", name="photo.png")
def _(chance: random.Random) -> bytes:
    text = chunk(b"zTXt", b"Comment\0\0" + zeros(chance.randint(10, 40) << 20))
    honest = photo("PNG")
    return honest[:33] + text * chance.randint(1, 3) + honest[33:]


@family("a bomb of colour profile", name="photo.png")
def _(chance: random.Random) -> bytes:
    honest = photo("PNG")
    return honest[:33] + chunk(b"iCCP", b"sRGB\0\0" + zeros(chance.randint(10, 40) << 20)) + honest[33:]


@family("a colour profile of nonsense")
def _(chance: random.Random) -> bytes:
    profile = bytearray(chance.randbytes(chance.randint(128, 60_000)))
    profile[36:40] = b"acsp"
    data = b"ICC_PROFILE\0\x01\x01" + bytes(profile)
    return b"\xff\xd8\xff\xe2" + struct.pack(">H", len(data) + 2) + data + photo("JPEG")[2:]


@family("EXIF without an end")
def _(chance: random.Random) -> bytes:
    count = chance.randint(1, 4000)
    entry = struct.pack("<HHII", chance.choice([0x112, 0x8769, 0x927C, 0x501]), chance.randint(0, 14), 2**32 - 1, 8)
    body = b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", count) + entry * count + struct.pack("<I", 8)
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(body) + 2) + body + photo("JPEG")[2:]


def endless_exif(count: int) -> bytes:
    """Return a JPEG whose EXIF leads back into itself at each of `count` entries: 64 KB that cost 13 s to read."""
    body = b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", count) + struct.pack("<HHII", 0x8769, 4, 1, 8) * count
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(body) + 6) + body + bytes(4) + photo("JPEG")[2:]


@family("EXIF that leads back into itself", never=True)
def _(chance: random.Random) -> bytes:
    return endless_exif(chance.randint(4500, 5400))


@family("markers without an end")
def _(chance: random.Random) -> bytes:
    return b"\xff\xd8" + (b"\xff\xfe\0\x04ab" * chance.randint(1, 200_000)) + photo("JPEG")[2:]


@family("odd but honest")
def _(chance: random.Random) -> bytes:
    kind, mode = chance.choice(
        [
            ("JPEG", "CMYK"),
            ("JPEG", "L"),
            ("PNG", "I;16"),
            ("PNG", "P"),
            ("PNG", "LA"),
            ("PNG", "1"),
            ("TIFF", "CMYK"),
            ("TIFF", "LAB"),
            ("TIFF", "F"),
            ("WEBP", "RGBA"),
        ]
    )
    if mode == "I;16":
        return cv2.imencode(".png", np.full((300, 200, 3), 60_000, np.uint16))[1].tobytes()
    return photo(kind, width=chance.randint(1, 900), height=chance.randint(60, 900), mode=mode)
