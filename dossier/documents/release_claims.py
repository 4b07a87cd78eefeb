"""Release the claims of a staff member whose account was switched off, so that colleagues need not wait for them."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import DepositReleased
from dossier.outbox.publish import publish


async def release_claims(actor: Actor, staff_id: UUID) -> None:
    """Give every deposit that a switched-off staff member holds back to the queue.

    Whoever was switched on again meanwhile keeps what they hold.
    """
    async with transaction(actor) as tx:
        released = await tx.rows(
            """UPDATE deposits SET claimed_by = NULL, claimed_until = NULL
               WHERE claimed_by = (SELECT id FROM staff_members WHERE id = $1 AND NOT active) RETURNING id""",
            staff_id,
        )
        for each in released:
            await publish(tx, DepositReleased(record_id=each["id"], deposit_id=each["id"]))
