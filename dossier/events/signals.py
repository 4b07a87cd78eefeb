"""A signal and the list of a day."""

from dataclasses import dataclass
from uuid import UUID

from dossier.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalEvent(Event):
    """Something that happened to a signal: open inboxes are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRaised(SignalEvent):
    """A department was told of a document."""

    document_id: UUID
    department_id: UUID
    staff_id: UUID | None
    urgency: int
    kind: str  # the moment: capture or validation


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalSeen(SignalEvent):
    """One of those whom a signal is for opened it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalTaken(SignalEvent):
    """A staff member said that they see to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalGivenBack(SignalEvent):
    """Whoever had taken a signal did not see to it, and said so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalHandled(SignalEvent):
    """Whoever had taken a signal said what came of it."""

    reason_code: str  # the outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalReopened(SignalEvent):
    """Whoever had handled a signal took that back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalReassigned(SignalEvent):
    """A signal is for others than before: by a person's hand, or because someone is away or has left."""

    department_id: UUID
    staff_id: UUID | None
    from_department_id: UUID
    from_staff_id: UUID | None
    kind: str  # the state in which it was
    from_taken_by: UUID | None = None
    from_escalated_to: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalReassignmentUndone(SignalEvent):
    """Whoever gave a signal to others took that back."""

    department_id: UUID
    staff_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalEscalated(SignalEvent):
    """Nobody took a signal in time, and the head was told; none where the centre has nobody to tell."""

    escalated_to: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalWithdrawn(SignalEvent):
    """What a signal told of is so no longer."""

    reason_code: str  # the document's state, or `other_type`


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestAsked(Event):
    """A staff member is to be told by e-mail how many signals wait in the daily list; the record is the digest."""

    staff_id: UUID
    own_count: int
    shared_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSent(Event):
    """A server took a digest; the record is the digest."""

    staff_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestFailed(Event):
    """A digest was refused or given up; the record is the digest."""

    staff_id: UUID
    problem: str
