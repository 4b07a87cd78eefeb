"""Cuts a TIFF of several sheets without decoding it: directories and strips are copied as they are (TIFF 6.0 §2)."""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dossier.imaging.refusals import DamagedFile, NoSuchPage

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
"""Type of a value → bytes of one."""
_SHORT, _LONG = 3, 4
_COMPRESSION, _OLD_JPEG = 259, 6
_PLACES = {273: 279, 324: 325}
"""Tags of where strips and tiles are → tags of how many bytes each has."""
_LEADS_AWAY = frozenset({330, 34665, 34853, 40965})
"""Tags that lead to directories within, which are not copied."""
_DIRECTORIES_MAX = 100_000
_INLINE_BYTES = 4
_CLASSIC = 42


@dataclass(frozen=True, slots=True)
class _Value:
    """What a tag of a directory says."""

    kind: int
    count: int
    data: bytes


class _Reader:
    """A TIFF that is read with mistrust: what leads out of the file, or in a ring, is a damaged file."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.size_bytes = file.seek(0, 2)
        head = self.bytes_at(0, 8)
        self.order = {b"II": "<", b"MM": ">"}.get(head[:2], "")
        if not self.order or self.numbers("H", head[2:4]) != (_CLASSIC,):
            raise DamagedFile
        self.first = self.numbers("I", head[4:])[0]

    def bytes_at(self, offset: int, count: int) -> bytes:
        if count < 0 or offset + count > self.size_bytes:
            raise DamagedFile
        self.file.seek(offset)
        return self.file.read(count)

    def numbers(self, letter: str, data: bytes) -> tuple[int, ...]:
        return struct.unpack(f"{self.order}{len(data) // struct.calcsize(letter)}{letter}", data)

    def directories(self) -> Iterator[dict[int, _Value]]:
        """Give each sheet's directory, in order."""
        offset, seen = self.first, set[int]()
        while offset:
            if offset in seen or len(seen) > _DIRECTORIES_MAX:
                raise DamagedFile
            seen.add(offset)
            (count,) = self.numbers("H", self.bytes_at(offset, 2))
            entries = self.bytes_at(offset + 2, 12 * count)
            yield dict(self._entry(entries[at : at + 12]) for at in range(0, len(entries), 12))
            (offset,) = self.numbers("I", self.bytes_at(offset + 2 + 12 * count, 4))

    def _entry(self, entry: bytes) -> tuple[int, _Value]:
        tag, kind = self.numbers("H", entry[:4])
        (count,) = self.numbers("I", entry[4:8])
        size = _SIZES.get(kind, 0) * count
        data = entry[8 : 8 + size] if size <= _INLINE_BYTES else self.bytes_at(self.numbers("I", entry[8:])[0], size)
        return tag, _Value(kind, count, data)

    def whole(self, value: _Value) -> tuple[int, ...]:
        """Return the numbers of a value of SHORTs or LONGs."""
        if value.kind not in {_SHORT, _LONG}:
            raise DamagedFile
        return self.numbers("H" if value.kind == _SHORT else "I", value.data)


def cut(path: Path, indices: Sequence[int], to: Path) -> None:
    """Write the sheets `indices` (from 0, rising) of a TIFF to a new one.

    Raises DamagedFile, also for a BigTIFF and for the first way to put JPEG into a TIFF, NoSuchPage.
    """
    wanted = set(indices)
    with path.open("rb") as source, to.open("wb") as target:
        reader = _Reader(source)
        target.write(struct.pack(f"{reader.order}2sHI", reader.bytes_at(0, 2), _CLASSIC, 0))
        link_at, written = 4, 0
        for index, directory in enumerate(reader.directories()):
            if index in wanted:
                link_at = _copy(reader, directory, target, link_at)
                written += 1
    if written != len(wanted):
        raise NoSuchPage


def _copy(reader: _Reader, directory: dict[int, _Value], target: BinaryIO, link_at: int) -> int:
    """Copy a sheet behind what is written; return where the link to the next one goes."""
    compression = directory.get(_COMPRESSION)
    if compression is not None and reader.whole(compression) == (_OLD_JPEG,):
        raise DamagedFile
    kept = {tag: value for tag, value in directory.items() if tag not in _LEADS_AWAY and value.kind in _SIZES}
    for tag, count_tag in _PLACES.items():
        if tag in kept:
            kept[tag] = _moved(reader, kept[tag], kept.get(count_tag), target)
    places = {tag: _laid(target, value.data) for tag, value in kept.items() if len(value.data) > _INLINE_BYTES}
    start = _evenly(target)
    target.write(struct.pack(f"{reader.order}H", len(kept)))
    for tag, value in sorted(kept.items()):
        where = (
            struct.pack(f"{reader.order}I", places[tag]) if tag in places else value.data.ljust(_INLINE_BYTES, b"\0")
        )
        target.write(struct.pack(f"{reader.order}HHI", tag, value.kind, value.count) + where)
    next_at = target.tell()
    target.write(bytes(4))
    target.seek(link_at)
    target.write(struct.pack(f"{reader.order}I", start))
    target.seek(0, 2)
    return next_at


def _moved(reader: _Reader, places: _Value, counts: _Value | None, target: BinaryIO) -> _Value:
    """Copy strips or tiles; return where they are now."""
    if counts is None or counts.count != places.count:
        raise DamagedFile
    sizes = reader.whole(counts)
    if target.tell() + sum(sizes) > 2 * reader.size_bytes:
        raise DamagedFile  # strips that lie over one another
    moved = [
        _laid(target, reader.bytes_at(offset, size)) for offset, size in zip(reader.whole(places), sizes, strict=True)
    ]
    return _Value(_LONG, len(moved), struct.pack(f"{reader.order}{len(moved)}I", *moved))


def _laid(target: BinaryIO, data: bytes) -> int:
    start = _evenly(target)
    target.write(data)
    return start


def _evenly(target: BinaryIO) -> int:
    """Go on at an even place, as TIFF asks for."""
    if target.tell() % 2:
        target.write(b"\0")
    return target.tell()
