"""Close a deposit: every document of it was decided."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.events import DepositClosed
from dossier.outbox.publish import publish


async def close(actor: Actor, deposit_id: UUID) -> None:
    """Move a ready deposit on when no document of it waits for a person; otherwise do nothing."""
    async with transaction(actor, planned_once=True) as tx:
        await tx.run("SELECT FROM deposits WHERE id = $1 FOR UPDATE", deposit_id)
        if await tx.value(
            """SELECT EXISTS (SELECT FROM documents
                              WHERE deposit_id = $1 AND state IN ('captured', 'profiled', 'second_reading'))""",
            deposit_id,
        ):
            return
        if await advance(tx, "deposits.close", deposit_id, closed_at=clock.now(), claimed_by=None, claimed_until=None):
            await publish(tx, DepositClosed(record_id=deposit_id, deposit_id=deposit_id))
