"""What happens to a paper file that is scanned; the record is the social file."""

from dataclasses import dataclass
from uuid import UUID

from dossier.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class BackfilePartCounted(Event):
    """Somebody counted the sheets of a part in hand."""

    part_id: UUID
    kind: str  # of the part
    sheet_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BackfilePartEnded(Event):
    """All of a part is scanned."""

    part_id: UUID
    kind: str  # of the part
    sheet_count: int
    scanned_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BackfilePartReopened(Event):
    """A part is scanned further."""

    part_id: UUID
    kind: str  # of the part


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMadeDigital(Event):
    """A file is digital only from a day on."""

    day_ordinal: int  # the day, as `date.toordinal` counts them
