"""Abandon deposits that nobody confirmed: what was never sent is not kept for ever."""

from datetime import timedelta

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.events import DepositAbandoned
from dossier.outbox.publish import publish


async def abandon_old(actor: Actor, older_than_seconds: int) -> int:
    """Abandon the centre's open deposits that were opened so long ago; return how many."""
    async with transaction(actor) as tx:
        old = await tx.rows(
            "SELECT id FROM deposits WHERE state = 'open' AND opened_at < $1 FOR UPDATE SKIP LOCKED",
            clock.now() - timedelta(seconds=older_than_seconds),
        )
        for row in old:
            if await advance(tx, "deposits.abandon", row["id"]):
                await publish(tx, DepositAbandoned(record_id=row["id"], deposit_id=row["id"]))
        return len(old)
