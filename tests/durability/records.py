"""What the state machine's model remembers of each record: a reader, a deposit, its files and pages, its documents."""

from dataclasses import dataclass, field
from uuid import UUID

from dossier.lifecycle import DepositState, DocumentState, PageState


@dataclass(frozen=True)
class Reader:
    """A member of staff: of the scan section, who sees all that waits, or of the file's department."""

    id: UUID
    sees_all_waiting: bool


@dataclass
class Page:
    """One page of an original."""

    id: UUID
    is_card: bool  # one side of a card, by its proportions
    state: PageState = PageState.WAITING
    version: int = 1
    laid_under: UUID | None = None


@dataclass
class Original:
    """One file, of the paper and with the hash that it was added with."""

    id: UUID
    paper_id: UUID
    sha256: str
    pages: list[Page]


@dataclass
class Document:
    """One paper, once it was received."""

    id: UUID
    deposit_id: UUID
    has_file: bool  # a social file, and with it a department
    state: DocumentState = DocumentState.CAPTURED
    decided_by: UUID | None = None
    two_readers: bool = False  # whether the type asks for them under which it was read last


@dataclass
class Deposit:
    """One act of handing over."""

    id: UUID
    depositor: str
    has_file: bool
    opened_at: float
    abandoned_at: float = 0.0
    state: DepositState = DepositState.OPEN
    papers: list[UUID] = field(default_factory=list)
    originals: list[Original] = field(default_factory=list)  # in the order in which they were added
    taken_back: set[tuple[UUID, str]] = field(default_factory=set)  # names and hashes
    signed: list[str] | None = None  # the hashes that the receipt names, in order
    claimed_by: UUID | None = None
    claimed_until: float = 0.0

    def in_order(self) -> list[Original]:
        """Return the originals paper by paper."""
        return sorted(self.originals, key=lambda each: self.papers.index(each.paper_id))

    def pages(self) -> list[Page]:
        """Return all pages."""
        return [page for original in self.originals for page in original.pages]
