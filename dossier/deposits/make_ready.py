"""Make a deposit ready: every page of it was processed."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.events import DepositReady
from dossier.outbox.publish import publish


async def make_ready(actor: Actor, deposit_id: UUID) -> None:
    """Move a received deposit on when no page of it waits; otherwise do nothing."""
    async with transaction(actor, planned_once=True) as tx:
        await tx.run("SELECT FROM deposits WHERE id = $1 FOR UPDATE", deposit_id)
        if await tx.value("SELECT EXISTS (SELECT FROM pages WHERE deposit_id = $1 AND state = 'waiting')", deposit_id):
            return
        if await advance(tx, "deposits.make_ready", deposit_id):
            await publish(tx, DepositReady(record_id=deposit_id, deposit_id=deposit_id))
