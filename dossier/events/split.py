"""A deposit cut into documents at the light table."""

from dataclasses import dataclass
from uuid import UUID

from dossier.events.base import DepositEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCut(DepositEvent):
    """Pages of a document became a document of their own; the record is the new one."""

    from_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsMerged(DepositEvent):
    """All pages of a document went into another, which is the record."""

    from_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMoved(DepositEvent):
    """A page went to another place, in its document or in another; the record is the page."""

    document_id: UUID
    from_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCopied(DepositEvent):
    """A page stands in one document more; the record is the page."""

    document_id: UUID
    from_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSetAside(DepositEvent):
    """A page is no part of a document any more, and is kept aside; the record is the page."""

    document_id: UUID
    reason_code: str  # blank, separator, double


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCopyRemoved(DepositEvent):
    """A page that stands in another document too was taken out of one; the record is the page."""

    document_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTakenBack(DepositEvent):
    """A page that was set aside stands in a document again; the record is the page."""

    document_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitUndone(DepositEvent):
    """Somebody took their last act on the pages of a deposit back; the record is the act."""

    kind: str  # of act


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitRedone(DepositEvent):
    """Somebody did an act on the pages of a deposit again that they had taken back; the record is the act."""

    kind: str  # of act


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEmptied(DepositEvent):
    """The split left no page in a document: nobody decides it any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRefilled(DepositEvent):
    """A document that the split had emptied has pages again."""
