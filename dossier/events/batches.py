"""What happens to a batch; the record is the batch."""

from dataclasses import dataclass
from uuid import UUID

from dossier.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchEvent(Event):
    """Something that happened to a batch: those who watch batches are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchTaken(BatchEvent):
    """A scanned stack is kept."""

    sha256: str
    sheet_count: int
    kind: str  # by which way it came


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRefused(BatchEvent):
    """A file that should have been a scanned stack cannot be read."""

    sha256: str
    reason_code: str
    kind: str  # by which way it came


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchDismissed(BatchEvent):
    """A person has seen that a file could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSplit(BatchEvent):
    """Every sheet was looked at, and it was decided into which documents they go."""

    deposit_count: int
    document_count: int
    waiting_count: int  # sheets that a person has to look at


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchDepositPlanned(BatchEvent):
    """It was decided which sheets go into a deposit: they are cut out, and received as one."""

    deposit_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchHandedOver(BatchEvent):
    """A deposit of the batch is received."""

    deposit_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSetAside(BatchEvent):
    """A person set a sheet aside that is in no document."""

    number: int
    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTakenBack(BatchEvent):
    """A person took a sheet back that was set aside: it waits again."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFiled(BatchEvent):
    """A person made a document of a sheet that waited."""

    number: int
    deposit_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchCountSettled(BatchEvent):
    """A person looked why more or fewer sheets were scanned than counted, and said that it is in order."""

    typed_count: int
    sheet_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchClosed(BatchEvent):
    """Every sheet is in a document, or set aside with a reason."""

    filed_count: int
    aside_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSheetPrinted(Event):
    """A batch sheet was printed; the record is it."""

    sheet_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchFileRemoved(BatchEvent):
    """The file of a closed batch is kept no longer: its sheets are in their documents."""

    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanAsked(Event):
    """A scanner was asked to read what lies in its feeder; the record is the scan."""
