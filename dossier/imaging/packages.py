"""Packages of files, a zip or Outlook's winmail.dat: what is in one is written out, within limits. Nothing of it runs.

Names are told and used for nothing: what is written is called by its place.
"""

import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from dossier.imaging import tnef

ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
"""The first bytes of a zip, and of one that holds nothing."""
NAME_MAX_CHARACTERS = 200
_MEMBER = "member-"
_PIECE_BYTES = 256 * 1024
_SWELLS_MAX = 100
"""How many times as large as a package what is in it may be: papers are pictures, which hardly shrink. A package of
noughts swells a thousandfold."""
_SWELLS_FREELY_BYTES = 10 * 1024 * 1024
"""So much may be in any: a few empty pages do swell."""
_BY_THE_WAY = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
"""What a machine's desk puts beside files, and no person sends."""
_LOCKED = 0x1
_DAMAGED = (BadZipFile, zlib.error, EOFError, ValueError, struct.error, IndexError, OverflowError)


class Found(StrEnum):
    """What is found of a package."""

    OPENED = "opened"
    LOCKED = "locked"  # with a password
    TOO_MUCH = "too_much"  # more files, or more bytes, than one may hold
    ANOTHER_KIND = "another_kind"  # of package, or packed in a way that we do not open
    DAMAGED = "damaged"


@dataclass(frozen=True, kw_only=True)
class Room:
    """How much may come out of a package."""

    members_max: int
    member_max_bytes: int
    """Of one file: a larger one is told, and not written."""
    all_max_bytes: int


@dataclass(frozen=True, kw_only=True)
class Member:
    """A file of a package."""

    name: str
    size_bytes: int
    path: Path | None
    """None: it is larger than one may be."""
    is_inline: bool
    """It stands within words."""


@dataclass(frozen=True, kw_only=True)
class Unpacked:
    """A package, as far as it could be opened; only one that was has members."""

    found: Found
    members: tuple[Member, ...] = ()

    @classmethod
    def from_json(cls, value: Mapping[str, Any], folder: Path, room: Room) -> Self:
        """Read back what `to_json` wrote, for files in `folder`; raises ValueError for more than is allowed."""
        members = tuple(
            Member(
                name=str(each["name"])[:NAME_MAX_CHARACTERS],
                size_bytes=int(each["size_bytes"]),
                path=folder / f"{_MEMBER}{index}" if each["is_written"] else None,
                is_inline=bool(each["is_inline"]),
            )
            for index, each in enumerate(value["members"])
        )
        written = sum(each.size_bytes for each in members if each.path is not None)
        if len(members) > room.members_max or written > room.all_max_bytes or any(e.size_bytes < 0 for e in members):
            raise ValueError(value["found"])
        return cls(found=Found(value["found"]), members=members)

    def to_json(self) -> dict[str, Any]:
        """Return plain values; where a file lies follows from its place."""
        return {
            "found": str(self.found),
            "members": [
                {"name": each.name, "size_bytes": each.size_bytes, "is_inline": each.is_inline}
                | {"is_written": each.path is not None}
                for each in self.members
            ],
        }


class _NotOpened(Exception):
    def __init__(self, found: Found) -> None:
        super().__init__(found)
        self.found = found


@dataclass(frozen=True, kw_only=True)
class _Entry:
    name: str
    size_bytes: int  # as the package says
    data: IO[bytes] | bytes
    is_inline: bool = False


def unpack(path: Path, out_dir: Path, room: Room) -> Unpacked:
    """Write the files of a package into `out_dir`, each once and in their order; a package within one is a file."""
    with path.open("rb") as file:
        head = file.read(len(tnef.MARK))
    room = Room(**{**asdict(room), "all_max_bytes": min(room.all_max_bytes, _may_swell_to(path.stat().st_size))})
    if head != tnef.MARK and head not in ZIP_MARKS:
        return Unpacked(found=Found.ANOTHER_KIND)
    try:
        entries = _of_tnef(path) if head == tnef.MARK else _of_zip(path, room)
        return Unpacked(found=Found.OPENED, members=_written(entries, out_dir, room))
    except _NotOpened as error:
        return Unpacked(found=error.found)
    except NotImplementedError:  # a zip of a later kind
        return Unpacked(found=Found.ANOTHER_KIND)
    except _DAMAGED:
        return Unpacked(found=Found.DAMAGED)


def _may_swell_to(size_bytes: int) -> int:
    return max(_SWELLS_FREELY_BYTES, _SWELLS_MAX * size_bytes)


def _written(entries: Iterator[_Entry], out_dir: Path, room: Room) -> tuple[Member, ...]:
    members: list[Member] = []
    left_bytes = room.all_max_bytes
    for each in entries:
        if len(members) >= room.members_max:
            raise _NotOpened(Found.TOO_MUCH)
        to, size_bytes = None, each.size_bytes
        if size_bytes <= room.member_max_bytes:
            to = out_dir / f"{_MEMBER}{len(members)}"
            size_bytes = _copied(each.data, to, left_bytes)
            left_bytes -= size_bytes
        name = each.name[-NAME_MAX_CHARACTERS:]  # its ending tells the kind
        members.append(Member(name=name, size_bytes=size_bytes, path=to, is_inline=each.is_inline))
    return tuple(members)


def _copied(data: IO[bytes] | bytes, to: Path, left_bytes: int) -> int:
    """Write bytes as they are unpacked, and stop where they are more than are left; return how many."""
    size_bytes = 0
    with to.open("wb") as file:
        pieces = [data] if isinstance(data, bytes) else iter(lambda: data.read(_PIECE_BYTES), b"")
        for piece in pieces:
            size_bytes += len(piece)
            if size_bytes > left_bytes:
                raise _NotOpened(Found.TOO_MUCH)
            file.write(piece)
    return size_bytes


def _of_zip(path: Path, room: Room) -> Iterator[_Entry]:
    """Yield the files of a zip; the first that is locked, or packed in a rare way, speaks for all."""
    with ZipFile(path) as archive:
        files = [each for each in archive.infolist() if not each.is_dir() and not _is_by_the_way(each.filename)]
        if len(files) > room.members_max:
            raise _NotOpened(Found.TOO_MUCH)
        if any(each.flag_bits & _LOCKED for each in files):
            raise _NotOpened(Found.LOCKED)
        if any(each.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for each in files):
            raise _NotOpened(Found.ANOTHER_KIND)
        for each in files:
            if each.file_size > room.member_max_bytes:
                yield _Entry(name=each.filename, size_bytes=each.file_size, data=b"")
                continue
            with archive.open(each) as data:
                yield _Entry(name=each.filename, size_bytes=each.file_size, data=data)


def _is_by_the_way(name: str) -> bool:
    folders, _, last = name.replace("\\", "/").rpartition("/")
    return folders.startswith("__MACOSX") or last.casefold() in _BY_THE_WAY


def _of_tnef(path: Path) -> Iterator[_Entry]:
    message = tnef.read(path.read_bytes())
    if not message.is_a_note:  # a meeting, a task: more than its files
        raise _NotOpened(Found.ANOTHER_KIND)
    for each in message.attached:
        yield _Entry(name=each.name, size_bytes=len(each.data), data=each.data, is_inline=each.is_inline)
