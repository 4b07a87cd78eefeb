"""Terms proposed, approved, imported and shown."""

from dataclasses import dataclass
from uuid import UUID

from dossier.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalEvent(Event):
    """Something that happened to what was proposed of a term; the record is the proposal."""

    kind: str  # new, change, revive, merge, retire
    term_id: UUID | None  # none of a new term until it is approved


@dataclass(frozen=True, slots=True, kw_only=True)
class TermProposed(ProposalEvent):
    """A staff member proposed a term, or what shall become of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalApproved(ProposalEvent):
    """Another person agreed, and it holds."""

    type_id: UUID | None  # the version that it became


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRejected(ProposalEvent):
    """Another person did not agree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalWithdrawn(ProposalEvent):
    """The proposer took it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsImported(Event):
    """A list of terms was brought in as proposals; the record is the batch."""

    kind: str  # csv, turtle, json-ld
    sha256: str  # of the file as it was read
    proposal_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleKept(Event):
    """A picture of what a term is like is kept; the record is the picture."""

    sha256: str
    term_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CategorySet(Event):
    """An administrator added a category, or named or placed it otherwise."""
