"""Revoke a client: its secret and every token that it has are worth nothing from this moment."""

from uuid import UUID

from dossier import clock
from dossier.clients.queries import NoSuchClient
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import ClientRevoked
from dossier.outbox.publish import publish
from dossier.people.devices import check_administrator


async def revoke_client(actor: Actor, client_id: UUID) -> None:
    """Shut a client out; one that was shut out already stays so. Raises AdministratorOnly, NoSuchClient."""
    check_administrator(actor)
    async with transaction(actor) as tx:
        if await tx.run(
            "UPDATE clients SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL", client_id, clock.now()
        ):
            await publish(tx, ClientRevoked(record_id=client_id))
        elif not await tx.value("SELECT true FROM clients WHERE id = $1", client_id):
            raise NoSuchClient
