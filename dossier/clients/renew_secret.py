"""Renew a client's secret: a new one, and the former one is good beside it until the other system knows the new one."""

from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.clients.add import NewClient, new_secret
from dossier.clients.queries import NoSuchClient
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Conflict
from dossier.events import ClientSecretRenewed
from dossier.outbox.publish import publish
from dossier.people.devices import check_administrator, key_hash


class SecretJustRenewed(Conflict):
    """This system has two secrets already. End the former one, or take the new one back, before you make a third."""


async def renew_secret(actor: Actor, client_id: UUID, overlap_hours: int) -> NewClient:
    """Make a new secret, which is told once; the former one ends after `overlap_hours`.

    Raises AdministratorOnly, NoSuchClient also for one that was shut out, SecretJustRenewed.
    """
    check_administrator(actor)
    made = NewClient(id=client_id, secret=new_secret())
    now = clock.now()
    async with transaction(actor) as tx:
        renewed = await tx.run(
            """UPDATE clients SET former_secret_hash = secret_hash, former_made_at = secret_made_at,
                      former_ends_at = $3, secret_hash = $2, secret_made_at = $4
               WHERE id = $1 AND revoked_at IS NULL AND coalesce(former_ends_at <= $4, true)""",
            client_id,
            key_hash(made.secret),
            now + timedelta(hours=overlap_hours),
            now,
        )
        if not renewed:
            if await tx.value("SELECT true FROM clients WHERE id = $1 AND revoked_at IS NULL", client_id):
                raise SecretJustRenewed
            raise NoSuchClient
        await publish(tx, ClientSecretRenewed(record_id=client_id))
    return made
