"""The clients of a centre, as its administrator sees them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dossier import clock
from dossier.clients.scopes import Scope
from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.errors import Missing
from dossier.people.devices import check_administrator


class NoSuchClient(Missing):
    """We know no system like this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A client, without its secret."""

    id: UUID
    name: str
    scopes: tuple[Scope, ...]
    added_by: str  # by name
    added_at: datetime
    last_used_at: datetime | None  # to the minute
    revoked_at: datetime | None
    secret_made_at: datetime  # of the present one
    former_ends_at: datetime | None  # until when the former one is good beside it; None: it is not


_CLIENTS = """SELECT c.id, c.name, c.scopes, s.first_name || ' ' || s.last_name AS added_by, c.added_at, c.last_used_at,
                     c.revoked_at, coalesce(c.secret_made_at, c.added_at) AS secret_made_at,
                     CASE WHEN c.former_ends_at > $1 THEN c.former_ends_at END AS former_ends_at
              FROM clients c JOIN staff_members s ON s.id = c.added_by"""


async def clients(actor: Actor) -> list[Client]:
    """Return the clients, those that are let in first, the latest first. Raises AdministratorOnly."""
    check_administrator(actor)
    async with transaction(actor) as tx:
        rows = await tx.rows(f"{_CLIENTS} ORDER BY c.revoked_at IS NOT NULL, c.added_at DESC, c.id", clock.now())
    return [_client(row) for row in rows]


async def client(actor: Actor, client_id: UUID) -> Client:
    """Return one client. Raises AdministratorOnly, NoSuchClient."""
    check_administrator(actor)
    async with transaction(actor) as tx:
        row = await tx.row(f"{_CLIENTS} WHERE c.id = $2", clock.now(), client_id)
    if row is None:
        raise NoSuchClient
    return _client(row)


def _client(row: Record) -> Client:
    return Client(**{**row, "scopes": tuple(Scope(each) for each in row["scopes"])})
