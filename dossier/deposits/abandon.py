"""Abandon a deposit that nobody confirmed: when its depositor discards it or is gone, else after a while."""

from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.database.states import advance
from dossier.events import DepositAbandoned
from dossier.outbox.publish import publish


async def abandon(actor: Actor, deposit_id: UUID) -> None:
    """Abandon an open deposit; one that was sent, or is abandoned already, stays as it is.

    The caller knows that it is the actor's own.
    """
    async with transaction(actor) as tx:
        await abandon_held(tx, deposit_id)


async def abandon_old(actor: Actor, older_than_seconds: int) -> int:
    """Abandon the centre's open deposits that were opened so long ago; return how many."""
    async with transaction(actor) as tx:
        old = await tx.rows(
            "SELECT id FROM deposits WHERE state = 'open' AND opened_at < $1 FOR UPDATE SKIP LOCKED",
            clock.now() - timedelta(seconds=older_than_seconds),
        )
        for row in old:
            await abandon_held(tx, row["id"])
        return len(old)


async def abandon_held(tx: Transaction, deposit_id: UUID) -> None:
    """Abandon an open deposit within a transaction that is open already."""
    if await advance(tx, "deposits.abandon", deposit_id, abandoned_at=clock.now()):
        await publish(tx, DepositAbandoned(record_id=deposit_id, deposit_id=deposit_id))
