"""What happens to documents that the centre itself makes, beside what happens to every document."""

from dataclasses import dataclass
from uuid import UUID

from dossier.events.base import DepositEvent, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRegistered(DepositEvent):
    """An internal or outgoing document got its line in a yearly register; the record is the document."""

    social_file_id: UUID
    circuit: str  # internal or outgoing
    year: int  # of the register
    number: int  # in it


@dataclass(frozen=True, slots=True, kw_only=True)
class EboxLetterSent(Event):
    """The eBox has a letter; the record is the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EboxLetterFailed(Event):
    """A letter did not go to the eBox, and is not tried again by itself."""

    problem: str  # a code


@dataclass(frozen=True, slots=True, kw_only=True)
class EboxLetterRetried(Event):
    """A worker had a letter sent to the eBox again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EboxLetterPosted(Event):
    """A letter that the eBox did not take goes by post instead."""
