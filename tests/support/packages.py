"""Packages of files: zips in every state, and what Outlook puts into winmail.dat, written by [MS-OXTNEF]."""

import io
import struct
import warnings
import zipfile
from collections.abc import Sequence

NOTE, MEETING = "IPM.Microsoft Mail.Note", "IPM.Microsoft Schedule.MtgReq"
_UNICODE, _LONG, _BOOLEAN, _OBJECT = 0x1F, 0x03, 0x0B, 0x0D
_EMBEDDED = bytes.fromhex("0703020000000000c000000000000046")

Files = Sequence[tuple[str, bytes]]


def zipped(files: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip."""
    to = io.BytesIO()
    with zipfile.ZipFile(to, "w", method) as made, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Duplicate name")
        for name, data in files:
            made.writestr(zipfile.ZipInfo(name, (2026, 11, 27, 10, 0, 0)), data, method)
    return to.getvalue()


def nested_zip(inside: bytes, depth: int) -> bytes:
    """Return a zip in a zip in a zip …, with a file in the innermost; `depth` zips."""
    data, name = inside, "scan.pdf"
    for _ in range(depth):
        data, name = zipped([(name, data)]), "papiers.zip"
    return data


def flagged(data: bytes, flag: int) -> bytes:
    """Return a zip whose directory says something of its first file that the file's own head does not."""
    at = data.index(b"PK\x01\x02") + 8
    return data[:at] + bytes([data[at] | flag]) + data[at + 1 :]


def spoilt(data: bytes) -> bytes:
    """Return a zip with another byte in the midst of its first file."""
    at = 60
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def overlapping(count: int, size_bytes: int) -> bytes:
    """Return a small zip whose many files are the same bytes once: each is unpacked anew."""
    data = zipped([("a.bin", bytes(size_bytes))])
    begin, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry = data[begin:end]
    directory = entry * count
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(directory), begin, 0)
    return data[:begin] + directory + tail


def rar() -> bytes:
    """Return what begins as an archive of another kind."""
    return b"Rar!\x1a\x07\x01\x00" + bytes(64)


def winmail(files: Files = (), *, kind: str = NOTE, inline: bool = False, mail: bytes = b"") -> bytes:
    """Return a winmail.dat with files, and with a mail within it."""
    made = struct.pack("<IH", 0x223E9F78, 1)
    made += _attribute(1, 0x9006, 8, struct.pack("<I", 0x10000)) + _attribute(1, 0x9007, 6, struct.pack("<II", 1252, 0))
    made += _attribute(1, 0x8008, 7, kind.encode() + b"\0")
    made += _attribute(1, 0x9003, 6, _list([_property(_UNICODE, 0x0037, "Objet\0".encode("utf-16-le"))]))
    for name, data in files:
        told = [
            _property(_UNICODE, 0x3707, f"{name}\0".encode("utf-16-le")),
            _property(_BOOLEAN, 0x7FFE, b"\1\0" if inline else b"\0\0"),
            _property(_LONG, 0x3714, struct.pack("<I", 4 if inline else 0)),
        ]
        made += _attribute(2, 0x9002, 6, bytes(14)) + _attribute(2, 0x8010, 1, b"SHORT~1.PDF\0")
        made += _attribute(2, 0x800F, 6, data) + _attribute(2, 0x9005, 6, _list(told))
    if mail:
        told = [_property(_OBJECT, 0x3701, _EMBEDDED + mail)]
        made += _attribute(2, 0x9002, 6, bytes(14)) + _attribute(2, 0x9005, 6, _list(told))
    return made


def _attribute(level: int, name: int, kind: int, value: bytes) -> bytes:
    head = struct.pack("<BHHI", level, name, kind, len(value))
    return head + value + struct.pack("<H", sum(value) & 0xFFFF)


def _list(properties: list[bytes]) -> bytes:
    return struct.pack("<I", len(properties)) + b"".join(properties)


def _property(kind: int, told: int, value: bytes) -> bytes:
    head = struct.pack("<HH", kind, told)
    if kind in {_UNICODE, _OBJECT}:
        head += struct.pack("<II", 1, len(value))
    return head + value + bytes(-len(value) % 4)
