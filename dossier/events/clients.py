"""The API: its clients, and what they bring in of people, files and staff."""

from dataclasses import dataclass
from uuid import UUID

from dossier.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientAdded(Event):
    """An administrator let another system speak with ours."""

    kind: str  # its scopes, with commas


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRevoked(Event):
    """An administrator shut another system out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientSecretRenewed(Event):
    """An administrator made a new secret for another system; the former one is good for a while yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientSecretEnded(Event):
    """An administrator ended the former secret of another system at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientSecretTakenBack(Event):
    """An administrator took a new secret back: the former one is the system's again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActedInNameOf(Event):
    """Another system takes a worker's place: what follows on this record is the worker's act."""

    staff_id: UUID
    kind: str  # request, waiver or registration


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPut(Event):
    """Another system brought a person in, or what changed of one."""

    kind: str  # taken or changed


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerPut(Event):
    """Another system brought a staff member in, or what changed of one."""

    kind: str  # taken or changed


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialFilePut(Event):
    """Another system brought a social file in, or what changed of one."""

    kind: str  # taken or changed


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookMade(Event):
    """Another system wants to be told of what happens."""

    kind: str  # of what, with commas


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookEnded(Event):
    """Another system wants to be told no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookMessageMade(Event):
    """Something goes on its way to a webhook; the record is the message."""

    kind: str  # what happened


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookFailed(Event):
    """Nobody took a message; the record is the message."""

    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookRetried(Event):
    """An administrator had a message sent again; the record is the message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookDiscarded(Event):
    """An administrator let a message go that nobody took; the record is the message."""
