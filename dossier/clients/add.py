"""Add a client: an administrator names another system and says what it may do."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from dossier import clock
from dossier.clients.scopes import Scope
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Refused
from dossier.events import ClientAdded
from dossier.ids import new_id
from dossier.outbox.publish import publish
from dossier.people.devices import check_administrator, key_hash

_SECRET_BYTES = 32


def new_secret() -> str:
    """Return a secret that nobody can guess."""
    return secrets.token_urlsafe(_SECRET_BYTES)


class NoScope(Refused):
    """Tick at least one thing that this system may do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClient:
    """A client, and the secret that is told once."""

    id: UUID
    secret: str


async def add_client(actor: Actor, name: str, scopes: Collection[Scope]) -> NewClient:
    """Add a client and return its secret, of which only a hash is kept. Raises AdministratorOnly, NoScope."""
    check_administrator(actor)
    if not scopes:
        raise NoScope
    made = NewClient(id=new_id(), secret=new_secret())
    granted = [each for each in Scope if each in scopes]
    async with transaction(actor) as tx:
        await tx.run(
            """INSERT INTO clients (id, centre_id, name, scopes, secret_hash, added_by, added_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)""",
            made.id,
            actor.centre_id,
            name.strip(),
            granted,
            key_hash(made.secret),
            actor.staff_id,
            clock.now(),
        )
        await publish(tx, ClientAdded(record_id=made.id, kind=",".join(granted)))
    return made
