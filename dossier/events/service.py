"""The service itself: jobs, the store, the journal."""

from dataclasses import dataclass
from uuid import UUID

from dossier.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRequeued(Event):
    """A person had a held job tried again; the record is what the job is about."""

    kind: str  # the job's name
    job_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconcileAsked(Event):
    """A check of the store was asked for, or to go on; the record is its run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreReconciled(Event):
    """Rows and bytes were compared to the end; the record is the run."""

    kind: str  # light or deep
    rows_checked: int
    blobs_checked: int
    found: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrphanRemoved(Event):
    """Bytes are gone to which no row belonged, as an administrator asked; the record is the finding."""

    sha256: str
    size_bytes: int
    asked_by: UUID  # the administrator: where the store failed at first, a round made it good


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalCheckAsked(Event):
    """A check of the journal was asked for; the record is the check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalChecked(Event):
    """The journal was held against its anchors, the store and the time stamps; the record is the check."""

    linked: int
    found: int
