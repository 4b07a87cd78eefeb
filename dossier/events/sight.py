"""Who may see, who saw, and what somebody read by mistake: seals, ties, broken glass, breaches."""

from dataclasses import dataclass
from uuid import UUID

from dossier.events.base import DepositEvent, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SealSet(DepositEvent):
    """A staff member sealed a document by hand, beside what its type seals."""

    kind: str  # medical or judicial


@dataclass(frozen=True, slots=True, kw_only=True)
class SealLowered(DepositEvent):
    """A staff member said that what sealed a document seals it no longer."""

    kind: str  # medical or judicial


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachEntered(Event):
    """Somebody had read a document in the wrong file: it stands in the breach register."""

    document_id: UUID
    reader_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachAssessed(Event):
    """The auditor said what follows from an entry of the breach register."""

    kind: str  # the outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachNoticeRead(Event):
    """A staff member read that a document they had read stood in the wrong file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GlassBroken(Event):
    """A staff member opened a file or a document of others for a while; the record is that file or document."""

    break_id: UUID
    kind: str  # social_file or document
    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GlassReviewed(Event):
    """A reviewer said what they found of a broken glass; the record is the break."""

    kind: str  # in_order or follow_up


@dataclass(frozen=True, slots=True, kw_only=True)
class GlassNoticeRead(Event):
    """A worker put the notice away that a colleague opened a file of theirs; the record is the break."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TieNoted(Event):
    """A staff member was noted to be, or to be related to, a beneficiary; the record is the staff member."""

    kind: str  # self or relative


@dataclass(frozen=True, slots=True, kw_only=True)
class TieRemoved(Event):
    """A tie was removed that had been noted; the record is the staff member."""

    kind: str  # self or relative


@dataclass(frozen=True, slots=True, kw_only=True)
class SealKeyGiven(Event):
    """Some may open what is sealed; the record is the key."""

    kind: str  # medical or judicial


@dataclass(frozen=True, slots=True, kw_only=True)
class SealKeyTaken(Event):
    """Some may no longer open what is sealed; the record is the key."""

    kind: str  # medical or judicial
