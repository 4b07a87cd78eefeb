"""A document profiled, decided, sent, moved; and how the queue is looked at."""

from dataclasses import dataclass
from uuid import UUID

from dossier.events.base import DepositEvent, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentProfiled(DepositEvent):
    """A staff member said what a document is and whom it concerns."""

    type_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondReadingAsked(DepositEvent):
    """A person confirmed a document that needs two, as its first reader or with another profile than the last."""

    type_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentValidated(DepositEvent):
    """A staff member confirmed the profile: the document is filed."""

    type_id: UUID
    social_file_id: UUID
    reader_count: int  # how many had read it, whoever filed it included


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCorrected(DepositEvent):
    """A staff member found the profile of a filed document wrong, and it says something else now."""

    type_id: UUID
    from_type_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLookEvent(Event):
    """Something that happened to the second look at a filed document; the record is the look."""

    document_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLookDrawn(SecondLookEvent):
    """A validation was drawn: another person is to look at the document too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLookInOrder(SecondLookEvent):
    """Another person found the profile of a filed document right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLookWrong(SecondLookEvent):
    """Another person found something wrong in the profile of a filed document."""

    kind: str  # what was wrong: some of type, person, date, other, cut, with commas


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLookDropped(SecondLookEvent):
    """Nobody looked at a filed document a second time within the days for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLookWithdrawn(SecondLookEvent):
    """The validation was taken back that was to be looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRefused(DepositEvent):
    """A staff member refused the document, with a reason from the list."""

    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRetaken(DepositEvent):
    """A refused document waits again, since pages of it were taken again."""

    from_id: UUID  # the deposit in which they came


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAssigned(DepositEvent):
    """A document waits for one person from now on, or for nobody in particular again."""

    staff_id: UUID | None
    from_staff_id: UUID | None
    kind: str  # assign, hand_over, left


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPutAside(DepositEvent):
    """A document waits until a day, with a reason from the list."""

    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFetchedBack(DepositEvent):
    """What was put aside waits in the queue again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTypeProposed(DepositEvent):
    """A staff member said in the queue what a document may be."""

    type_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueActUndone(DepositEvent):
    """A staff member took back what they had done in the queue with this document, among others."""

    kind: str  # assign, hand_over, put_aside, fetch_back, propose_type


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueViewKept(Event):
    """A staff member kept a view of the queue under a name."""

    kind: str  # own, shared


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueViewRemoved(Event):
    """A view of the queue is kept no more."""

    kind: str  # own, shared


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSent(DepositEvent):
    """A staff member sent a document that waits to a colleague or a department; neither: back to everyone."""

    department_id: UUID | None
    staff_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionUndone(DepositEvent):
    """A staff member took back what they had done with a document: it is as it was before."""

    kind: str  # validated, second_reading, refused, sent


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentMoved(DepositEvent):
    """A filed document stood in the wrong file, or with the wrong person, and was moved."""

    from_file_id: UUID
    social_file_id: UUID
