"""What a person does with what is kept of them."""

from dataclasses import dataclass
from uuid import UUID

from dossier.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeAsked(Event):
    """Somebody asked for a one-time code; the record is the code."""

    beneficiary_id: UUID | None  # None: nobody we know was named
    kind: str  # email, sms or none


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSent(Event):
    """A server took a one-time code; the record is the code."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFailed(Event):
    """A one-time code was not sent, and is not tried again; the record is the code."""

    kind: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeMistyped(Event):
    """Somebody typed another code than the one that was sent; the record is the code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRedeemed(Event):
    """A one-time code opened what is kept of a person; the record is the code."""

    beneficiary_id: UUID
