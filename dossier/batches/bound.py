"""Binds pictures of sheets, a file each as some scanners give them, to one PDF: every JPEG stands in it as it came."""

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from dossier.batches.escl import ScanBroken

_POINTS_PER_INCH = 72
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SPACES = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}
_HEAD_BYTES = 1024 * 1024


def bind(pictures: Sequence[Path], dpi: int, to: Path) -> None:
    """Write a PDF with a page for each JPEG, at so many dots an inch. Raises ScanBroken for what is no JPEG."""
    offsets: list[int] = []
    with to.open("wb") as file:
        file.write(b"%PDF-1.4\n")

        def put(number: int, body: bytes) -> None:
            offsets.append(file.tell())
            file.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")

        pages = b" ".join(b"%d 0 R" % (3 + 3 * at) for at in range(len(pictures)))
        put(1, b"<</Type/Catalog/Pages 2 0 R>>")
        put(2, b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pictures), pages))
        for at, picture in enumerate(pictures):
            width, height, bands = _size(picture)
            box = b"%.2f %.2f" % (width / dpi * _POINTS_PER_INCH, height / dpi * _POINTS_PER_INCH)
            drawn = b"q %b 0 0 %b 0 0 cm /I Do Q" % tuple(box.split())
            own = 3 + 3 * at
            put(
                own,
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %b]/Contents %d 0 R/Resources<</XObject<</I %d 0 R>>>>>>"
                % (box, own + 1, own + 2),
            )
            put(own + 1, b"<</Length %d>>stream\n%b\nendstream" % (len(drawn), drawn))
            _put_picture(file, offsets, own + 2, picture, (width, height, _SPACES[bands].encode()))
        start = file.tell()
        file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1))
        file.writelines(b"%010d 00000 n \n" % each for each in offsets)
        file.write(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(offsets) + 1, start))


def _put_picture(file: BinaryIO, offsets: list[int], number: int, picture: Path, told: tuple[int, int, bytes]) -> None:
    data = picture.read_bytes()  # one sheet's
    offsets.append(file.tell())
    file.write(
        b"%d 0 obj\n<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%b/BitsPerComponent 8"
        b"/Filter/DCTDecode/Length %d>>stream\n" % (number, *told, len(data))
    )
    file.write(data)
    file.write(b"\nendstream\nendobj\n")


def _size(picture: Path) -> tuple[int, int, int]:
    """Return the width and height of a JPEG in pixels, and its bands (ISO/IEC 10918-1 §B.2.2)."""
    with picture.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    at = 2
    while head[:2] == b"\xff\xd8" and at + 9 < len(head) and head[at] == 0xFF:  # noqa: PLR2004 - what markers begin with
        kind, length = head[at + 1], struct.unpack_from(">H", head, at + 2)[0]
        if kind in _START_OF_FRAME:
            height, width, bands = struct.unpack_from(">HHB", head, at + 5)
            if width and height and bands in _SPACES:
                return width, height, bands
            break
        at += 2 + length
    raise ScanBroken
