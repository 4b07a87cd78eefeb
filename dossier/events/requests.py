"""What a person is asked for, how they are told, and what answers it."""

from dataclasses import dataclass
from uuid import UUID

from dossier.events.base import DepositEvent, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestEvent(Event):
    """Something that happened to a request for documents: open lists are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAsked(RequestEvent):
    """A worker asked a person for documents."""

    beneficiary_id: UUID
    item_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReminded(RequestEvent):
    """A worker reminded a person of what is still missing."""

    reminder_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAnswered(RequestEvent):
    """A validated document answers an item of a request."""

    item_id: UUID
    document_id: UUID
    left_count: int  # items that still wait; 0: the request is answered


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestUnanswered(RequestEvent):
    """A document answers an item no longer: it is not filed any more, or is another paper than was thought."""

    item_id: UUID
    document_id: UUID
    left_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestWaived(RequestEvent):
    """A worker no longer wants what is missing, with a reason from the list."""

    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestResumed(RequestEvent):
    """A worker took a waiver back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReopened(RequestEvent):
    """A worker asked a paper again, because the document that answered it is not enough."""

    item_id: UUID
    document_id: UUID
    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopeningTakenBack(RequestEvent):
    """A worker found that the document is enough after all."""

    item_id: UUID
    document_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSet(Event):
    """A SPOC wrote a request template down, new or changed."""

    item_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRetired(Event):
    """A SPOC retired a request template."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRevived(Event):
    """A SPOC brought a request template back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeAsked(RequestEvent):
    """A person is to be told of a request, or of a document that was refused; the record is the notice."""

    request_id: UUID | None
    document_id: UUID | None = None
    kind: str  # email, sms or push


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSent(RequestEvent):
    """A server took a notice; the record is the notice."""

    request_id: UUID | None
    document_id: UUID | None = None
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFailed(RequestEvent):
    """A notice was refused or given up; the record is the notice."""

    request_id: UUID | None
    document_id: UUID | None = None
    kind: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperExpected(DepositEvent):
    """A depositor chose which of the papers they were asked for comes next; the record is the paper."""

    type_id: UUID
