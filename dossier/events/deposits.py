"""A deposit from the first file to its last decision."""

from dataclasses import dataclass
from uuid import UUID

from dossier.events.base import DepositEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositOpened(DepositEvent):
    """A depositor began to hand over."""

    circuit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositResumed(DepositEvent):
    """A beneficiary identified anew, and has what they had not sent before them again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalAdded(DepositEvent):
    """A file arrived whole and is kept; the record is the original."""

    sha256: str
    page_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalInfected(DepositEvent):
    """The antivirus found something in a file; the record is the original."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalRemoved(DepositEvent):
    """The depositor took a file back before sending; the record is the original."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalMoved(DepositEvent):
    """The depositor gave a file another place in its paper before sending; the record is the original."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperNamed(DepositEvent):
    """The depositor said what a paper is, or that they do not know; the record is the paper."""

    type_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositReceived(DepositEvent):
    """The depositor confirmed, and has a receipt."""

    receipt_number: str
    faulty_page_count: int  # pages that were sent though their depositor was told that they can be better


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPromiseKept(DepositEvent):
    """What was handed in without network is here: the deposit has the number that its person has on paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositReady(DepositEvent):
    """Every page was processed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositClosed(DepositEvent):
    """Every document was decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositReopened(DepositEvent):
    """A decision on a document of a closed deposit was undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositAbandoned(DepositEvent):
    """Nobody confirmed in time, or the depositor discarded it or left the kiosk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositWithdrawn(DepositEvent):
    """Whoever handed it in took it back, before anybody had begun on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentWithdrawn(DepositEvent):
    """A document was taken back with its deposit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositPurged(DepositEvent):
    """What was left of an abandoned deposit is gone from the database, and its bytes go from the store."""

    papers: int
    originals: int
    pages: int
    files: int  # in the store


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositClaimed(DepositEvent):
    """A staff member leased the deposit to work on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositReleased(DepositEvent):
    """A staff member gave a leased deposit back."""
