"""What a client may do, one scope a kind of act; and how a verb asks for one."""

from enum import StrEnum

from dossier.database.actor import Actor
from dossier.errors import Forbidden


class Scope(StrEnum):
    """What an administrator may let a client do."""

    DOCUMENTS_READ = "documents:read"
    DEPOSITS_WRITE = "deposits:write"
    REQUESTS_READ = "requests:read"
    REQUESTS_WRITE = "requests:write"
    REGISTRATIONS_WRITE = "registrations:write"
    PEOPLE_WRITE = "people:write"
    SIGNALS_READ = "signals:read"
    WEBHOOKS_MANAGE = "webhooks:manage"


class OutOfScope(Forbidden):
    """This client may not do that: its token lacks the scope {scope}."""


def check_scope(actor: Actor, *any_of: Scope) -> None:
    """Raise OutOfScope for anyone but a client that has one of these scopes."""
    if actor.kind != "client" or actor.scopes.isdisjoint(any_of):
        raise OutOfScope(scope=any_of[0].value)
