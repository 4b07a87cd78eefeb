"""Outlook's winmail.dat (TNEF): the files that are attached in one, by [MS-OXTNEF]. Pure.

A stream of attributes, each with a length and a checksum, some of which hold lists of MAPI properties. Whatever is not
a file's is passed over: what the message says stands beside it, in the mail.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import Struct

MARK = b"\x78\x9f\x3e\x22"
"""The first bytes ([MS-OXTNEF] §2.1.3.1)."""

_ATTRIBUTE = Struct("<BHHI")  # level, name, type, length
_MESSAGE_CLASS, _RENDER, _TITLE, _DATA, _PROPERTIES = 0x8008, 0x9002, 0x8010, 0x800F, 0x9005
_OEM_CODEPAGE = 0x9007
_LEVELS = frozenset({1, 2})  # of the message, of a file in it
_HEAD_BYTES, _CHECKSUM_BYTES = 6, 2
_NOTES = ("ipm.note", "ipm.microsoft mail.note")
"""What a mail is called here; else it is a meeting, a task or the like."""

_PROPERTY = Struct("<HH")  # type, id
_U16, _U32 = Struct("<H"), Struct("<I")
_BYTES_OF = {0x02: 2, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 2, 0x14: 8, 0x40: 8, 0x48: 16}
"""Type of a property of one length → how many bytes it has ([MS-OXCDATA] §2.11.1)."""
_NUMBER, _BOOLEAN = 0x03, 0x0B
_STRING, _UNICODE, _BINARY, _OBJECT = 0x1E, 0x1F, 0x102, 0x0D
_SEVERAL, _NAMED, _BY_NUMBER = 0x1000, 0x8000, 0
_DATA_OBJECT, _LONG_NAME, _SHORT_NAME, _FLAGS, _HIDDEN = 0x3701, 0x3707, 0x3704, 0x3714, 0x7FFE
_SHOWN_IN_WORDS = 0x4
_INTERFACE_BYTES = 16
_EMBEDDED = bytes.fromhex("0703020000000000c000000000000046")
"""IID_IMessage: a mail within the mail, which is another such stream."""


@dataclass(slots=True)
class Attached:
    """A file in a message."""

    name: str = ""
    data: bytes = field(default=b"", repr=False)
    is_inline: bool = False


@dataclass(slots=True)
class Message:
    """What a stream holds."""

    is_a_note: bool = True
    attached: list[Attached] = field(default_factory=list)


def read(data: bytes) -> Message:
    """Read a stream. Raises ValueError for one that is damaged."""
    message, codepage = Message(), "cp1252"
    for name, value in _attributes(data):
        if name == _OEM_CODEPAGE:
            codepage = _codepage(_U32.unpack_from(value)[0])
        elif name == _MESSAGE_CLASS:
            called = _text(value, codepage).casefold()
            message.is_a_note = called in _NOTES or called.startswith("ipm.note.")
        elif name == _RENDER:
            message.attached.append(Attached())
        elif name in {_TITLE, _DATA, _PROPERTIES}:
            if not message.attached:
                raise ValueError("a file's attribute before any file")
            _of_file(message.attached[-1], name, value, codepage)
    return message


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each attribute's name and bytes, whose sum must be as it says."""
    at, end = _HEAD_BYTES, len(data)
    if data[: len(MARK)] != MARK or end < _HEAD_BYTES:
        raise ValueError("no such stream")
    while end - at >= _ATTRIBUTE.size + _CHECKSUM_BYTES:  # less is what a mail server put behind it
        level, name, _, size = _ATTRIBUTE.unpack_from(data, at)
        if level not in _LEVELS:
            raise ValueError("no attribute")
        begin = at + _ATTRIBUTE.size
        at = begin + size + _CHECKSUM_BYTES
        if at > end:
            raise ValueError("an attribute that is cut")
        value = data[begin : begin + size]
        if sum(value) & 0xFFFF != _U16.unpack_from(data, begin + size)[0]:
            raise ValueError("an attribute that is spoilt")
        yield name, value


def _of_file(file: Attached, name: int, value: bytes, codepage: str) -> None:
    if name == _TITLE:
        file.name = file.name or _text(value, codepage)
    elif name == _DATA:
        file.data = file.data or value
    else:
        for told, kind, held in _properties(value):
            if told == _LONG_NAME or (told == _SHORT_NAME and not file.name):
                file.name = held.decode("utf-16-le", "replace") if kind == _UNICODE else _text(held, codepage)
                file.name = file.name.rstrip("\0")
            elif told == _DATA_OBJECT:
                file.data = _of_object(held) if kind == _OBJECT else held
            elif told == _FLAGS and kind == _NUMBER:
                file.is_inline |= bool(_U32.unpack(held)[0] & _SHOWN_IN_WORDS)
            elif told == _HIDDEN and kind == _BOOLEAN:
                file.is_inline |= held != b"\0\0"


def _of_object(held: bytes) -> bytes:
    """Return what an object is without its interface; a mail within the mail is a stream of its own."""
    interface, inside = held[:_INTERFACE_BYTES], held[_INTERFACE_BYTES:]
    return inside if interface == _EMBEDDED or inside else held


def _properties(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield each property's id, type and bytes; of one with several values, each."""
    (count,) = _U32.unpack_from(data)
    at = _U32.size
    for _ in range(count):
        kind, told = _PROPERTY.unpack_from(data, at)
        at += 4
        if told >= _NAMED:
            at = _past_name(data, at)
        many = 1
        several, kind = bool(kind & _SEVERAL), kind & ~_SEVERAL
        if several or kind in {_STRING, _UNICODE, _BINARY, _OBJECT}:
            (many,) = _U32.unpack_from(data, at)
            at += 4
        for _ in range(many):
            if kind in _BYTES_OF:
                size = _BYTES_OF[kind]
            elif kind in {_STRING, _UNICODE, _BINARY, _OBJECT}:
                (size,) = _U32.unpack_from(data, at)
                at += 4
            else:
                raise ValueError("a property of no known type")
            if at + size > len(data):
                raise ValueError("a property that is cut")
            yield told, kind, data[at : at + size]
            at += size
            if not (several and size == _U16.size):  # several short ones stand side by side
                at += -at % 4
        at += -at % 4


def _past_name(data: bytes, at: int) -> int:
    """Return where a property goes on behind its own name."""
    at += _INTERFACE_BYTES
    (by,) = _U32.unpack_from(data, at)
    at += 4
    (told,) = _U32.unpack_from(data, at)
    at += 4
    return at if by == _BY_NUMBER else at + told + -told % 4


def _text(value: bytes, codepage: str) -> str:
    return value.decode(codepage, "replace").partition("\0")[0]


def _codepage(number: int) -> str:
    """Return what Python calls a code page of Windows; the Western one for what it does not know."""
    try:
        "".encode(f"cp{number}")
    except LookupError:
        return "cp1252"
    return f"cp{number}"
