"""Identifiers: UUIDv7 for records, UUIDv5 for pages, and numbers that people can read aloud."""

import os
import re
import time
from uuid import UUID, uuid5

_PAGES = UUID("6f0f6c56-4d5a-5c0e-9a2e-6a1b8d3f7c11")
_NUMBER = re.compile(r"(?:(\d{2})-?)?(\d{6})-?(\d{2})")


def new_id() -> UUID:
    """Return a UUIDv7 (RFC 9562 §5.7): sortable by the millisecond in which it was made."""
    milliseconds = time.time_ns() // 1_000_000
    noise = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | noise
    value = value & ~(0xF << 76) | (0x7 << 76)
    value = value & ~(0x3 << 62) | (0x2 << 62)
    return UUID(int=value)


def page_id(original: UUID, index: int, part: int = 0) -> UUID:
    """Return the id that page `index` (from 0) of an original has, or a part of it (from 1), always the same."""
    return uuid5(_PAGES, f"{original}/{index}/{part}" if part else f"{original}/{index}")


def check_digits(digits: str) -> str:
    """Return the two digits that guard a number: its remainder by 97, with 97 for 0 as Belgian banks do."""
    return f"{int(digits) % 97 or 97:02d}"


def receipt_number(year: int, serial: int) -> str:
    """Write a receipt number `YY-NNNNNN-CC` from a year (four digits) and a serial below a million."""
    digits = f"{year % 100:02d}{serial:06d}"
    return f"{digits[:2]}-{digits[2:]}-{check_digits(digits)}"


def file_number(serial: int) -> str:
    """Write a social file's number `NNNNNN-CC`."""
    return f"{serial:06d}-{check_digits(f'{serial:06d}')}"


def read_number(text: str) -> str | None:
    """Read a receipt or file number as a person typed it; None when its form or its check digits are wrong."""
    found = _NUMBER.fullmatch(re.sub(r"[\s./]", "", text))
    if found is None:
        return None
    year, serial, check = found.groups()
    if check_digits(f"{year or ''}{serial}") != check:
        return None
    return f"{year}-{serial}-{check}" if year else f"{serial}-{check}"
