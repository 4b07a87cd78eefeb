"""Have a phone hand in for nobody any more: whoever holds it says so, or somebody else said who they are on it."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import PhoneForgotten
from dossier.outbox.publish import publish


async def forget_phone(actor: Actor, phone_id: UUID) -> None:
    """Forget a phone; one that is forgotten already stays so. To know its id is to have the phone."""
    async with transaction(actor) as tx:
        if await tx.run("DELETE FROM remembered_phones WHERE id = $1", phone_id):
            await publish(tx, PhoneForgotten(record_id=phone_id, kind="asked"))
