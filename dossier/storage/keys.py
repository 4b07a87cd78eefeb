"""Names what is kept: `centre/original/sha256`, and so for pages and examples; `staging/upload/offset`.

A key that may not be used any more has spare ones: `centre/original/sha256-1`, and so on. What vouches for the journal
stands apart, below `journal/centre`, and packages about a person below `exports/centre`: no check of records takes one
for an orphan, and a bucket can lock the first.
"""

import re
from uuid import UUID

_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAME = r"[a-z0-9][a-z0-9-]{0,127}"
_KEY = re.compile(rf"{_NAME}(/{_NAME}){{1,5}}")
_PREFIX = re.compile(rf"{_NAME}(/{_NAME}){{0,4}}")


def original_key(centre_id: UUID, original_id: UUID, sha256: str) -> str:
    """Return the key of an original's bytes; the original's id keeps two records from sharing one blob.

    Raises ValueError where `sha256` is not 64 lower-case hexadecimal digits.
    """
    return _owned_key(centre_id, original_id, sha256)


def rendition_key(centre_id: UUID, page_id: UUID, sha256: str) -> str:
    """Return the key of one rendition of a page.

    Raises ValueError where `sha256` is not 64 lower-case hexadecimal digits.
    """
    return _owned_key(centre_id, page_id, sha256)


def example_key(centre_id: UUID, example_id: UUID, sha256: str) -> str:
    """Return the key of a term's example picture.

    Raises ValueError where `sha256` is not 64 lower-case hexadecimal digits.
    """
    return _owned_key(centre_id, example_id, sha256)


def batch_key(centre_id: UUID, batch_id: UUID, sha256: str) -> str:
    """Return the key of the file of a scanned stack.

    Raises ValueError where `sha256` is not 64 lower-case hexadecimal digits.
    """
    return _owned_key(centre_id, batch_id, sha256)


def spare_key(key: str) -> str:
    """Return the next key for the same bytes, where an owned key may not be used any more (`removals/ask.py`)."""
    first, _, number = key.rpartition("/")[2].partition("-")
    return f"{key.rpartition('/')[0]}/{first}-{int(number or 0) + 1}"


def sha256_of(key: str) -> str:
    """Return the hash that the bytes of an owned key should have."""
    return key.rpartition("/")[2].partition("-")[0]


def staging_prefix(upload_id: UUID) -> str:
    """Return what the keys of all pieces of an upload begin with: like packages, keys that a round deletes unasked."""
    return f"staging/{upload_id}"


def staging_key(upload_id: UUID, offset_bytes: int) -> str:
    """Return the key of the piece of an upload that begins so far into its file."""
    return f"{staging_prefix(upload_id)}/{offset_bytes}"


def anchors_prefix(centre_id: UUID) -> str:
    """Return what the keys of all anchors of a centre's journal begin with."""
    return f"journal/{centre_id}/anchors"


def stamps_prefix(centre_id: UUID) -> str:
    """Return what the keys of all time stamps of a centre's journal begin with."""
    return f"journal/{centre_id}/stamps"


def numbered_key(prefix: str, number: int, sha256: str) -> str:
    """Return a key below a prefix: in the order of numbers."""
    return f"{prefix}/{number:09d}-{sha256}"


def exports_prefix(centre_id: UUID) -> str:
    """Return what the keys of all packages of a centre begin with: a round deletes there what is old."""
    return f"exports/{centre_id}"


def export_key(centre_id: UUID, export_id: UUID, position: int, sha256: str) -> str:
    """Return the key of one piece of a package."""
    return numbered_key(f"{exports_prefix(centre_id)}/{export_id}", position, sha256)


def number_of(key: str) -> int:
    """Return the number of the anchor that a numbered key stands for; 0 for a key that nobody here made."""
    number = key.rpartition("/")[2].partition("-")[0]
    return int(number) if number.isdecimal() else 0


def checked_key(key: str) -> str:
    """Return the key itself, once it is sure that it is a plain path of two to six names.

    Neither dot nor upper case can stand in a key: nothing climbs out of the store, no key can be a temporary file's
    name, and two keys are never one on a disk that folds case.

    Raises ValueError otherwise: keys are made by this module, never typed by a person.
    """
    if not is_key(key):
        msg = "A vault key is two to six names of a-z, 0-9 and hyphens, with / between."
        raise ValueError(msg)
    return key


def checked_prefix(prefix: str) -> str:
    """Return the prefix itself, once it is sure that it is one to five names of a key.

    Raises ValueError otherwise.
    """
    if _PREFIX.fullmatch(prefix) is None:
        msg = "A prefix of vault keys is one to five names of a-z, 0-9 and hyphens, with / between."
        raise ValueError(msg)
    return prefix


def is_key(text: str) -> bool:
    """Tell whether a path could be a key: a half-written file, or one that a person put there, is none."""
    return _KEY.fullmatch(text) is not None


def _owned_key(centre_id: UUID, owner_id: UUID, sha256: str) -> str:
    if _SHA256.fullmatch(sha256) is None:
        msg = "A SHA-256 is 64 lower-case hexadecimal digits."
        raise ValueError(msg)
    return f"{centre_id}/{owner_id}/{sha256}"
