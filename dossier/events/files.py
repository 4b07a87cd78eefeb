"""What is written in a social file, or taken out of it."""

from dataclasses import dataclass
from uuid import UUID

from dossier.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportAsked(Event):
    """An auditor asked for all about one person; the record is the export."""

    beneficiary_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReady(Event):
    """A package about one person stands in the store; the record is the export."""

    file_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportDownloaded(Event):
    """An auditor downloaded a package about one person; the record is the export."""

    beneficiary_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportExpired(Event):
    """A package about one person is gone from the store; the record is the export."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWritten(Event):
    """A staff member wrote a note on a social file; the record is the file."""

    note_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCorrected(Event):
    """Who wrote a note had it say something else; the record is the social file."""

    note_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleAsked(Event):
    """A staff member asked for documents of a social file as one PDF; the record is the file."""

    bundle_id: UUID
    documents: int
    page_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleMade(Event):
    """The PDF of a bundle is there to be downloaded; the record is the bundle."""

    size_bytes: int
