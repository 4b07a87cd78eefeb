"""End a client's former secret at once: the other system knows the new one, or somebody else knows the former one."""

from uuid import UUID

from dossier import clock
from dossier.clients.queries import NoSuchClient
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import ClientSecretEnded
from dossier.outbox.publish import publish
from dossier.people.devices import check_administrator


async def end_former_secret(actor: Actor, client_id: UUID) -> None:
    """End a former secret and the tokens that came from it; without one nothing happens.

    Raises AdministratorOnly, NoSuchClient.
    """
    check_administrator(actor)
    async with transaction(actor) as tx:
        if await tx.run(
            """UPDATE clients SET former_secret_hash = NULL, former_made_at = NULL, former_ends_at = NULL
               WHERE id = $1 AND former_ends_at > $2""",
            client_id,
            clock.now(),
        ):
            await publish(tx, ClientSecretEnded(record_id=client_id))
        elif not await tx.value("SELECT true FROM clients WHERE id = $1", client_id):
            raise NoSuchClient
