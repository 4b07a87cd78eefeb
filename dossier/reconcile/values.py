"""What a check of the store speaks of: rows that own bytes, and what does not fit."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    """What is wrong with a key."""

    MISSING = "missing"  # the row has no bytes
    TRUNCATED = "truncated"  # fewer bytes than were received
    ZERO_BYTE = "zero_byte"
    FLIPPED = "flipped"  # other bytes than were received
    SWAPPED = "swapped"  # the bytes of another record
    UNREADABLE = "unreadable"  # the store answers, but does not give these bytes out
    ORPHAN = "orphan"  # bytes to which no row belongs


SEEN_BY_HASH_ALONE = frozenset({Kind.FLIPPED, Kind.SWAPPED, Kind.UNREADABLE})
"""What a light check may pass by, so that it cannot say that they are gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row that owns bytes: an original, a rendition of a page, a term's example picture, a batch, a mail."""

    vault_key: str
    record_kind: str
    record_id: UUID
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """A key that does not fit; whether it stands is decided in the transaction that writes it down."""

    vault_key: str
    kind: Kind
    row: Row | None = None
    actual_bytes: int | None = None
    actual_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One check of the store."""

    id: UUID
    deep: bool
    started_at: datetime
    moved_at: datetime
    finished_at: datetime | None
    after_key: str
    rows_checked: int
    blobs_checked: int
    hashed_bytes: int
    found: dict[str, int]  # kind → how many; empty until it has finished
