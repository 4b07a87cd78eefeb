"""Take a new secret back: it never reached the other system, or the wrong one; the former one is its own again."""

from uuid import UUID

from dossier import clock
from dossier.clients.queries import NoSuchClient
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Conflict
from dossier.events import ClientSecretTakenBack
from dossier.outbox.publish import publish
from dossier.people.devices import check_administrator


class FormerSecretOver(Conflict):
    """The former secret is over, so the new one stays. Make another one if it went astray."""


async def take_secret_back(actor: Actor, client_id: UUID) -> None:
    """End the new secret and the tokens that came from it, and keep the former one without an end.

    Raises AdministratorOnly, NoSuchClient, FormerSecretOver.
    """
    check_administrator(actor)
    async with transaction(actor) as tx:
        if await tx.run(
            """UPDATE clients SET secret_hash = former_secret_hash, secret_made_at = former_made_at,
                      former_secret_hash = NULL, former_made_at = NULL, former_ends_at = NULL
               WHERE id = $1 AND revoked_at IS NULL AND former_ends_at > $2""",
            client_id,
            clock.now(),
        ):
            await publish(tx, ClientSecretTakenBack(record_id=client_id))
        elif await tx.value("SELECT true FROM clients WHERE id = $1", client_id):
            raise FormerSecretOver
        else:
            raise NoSuchClient
