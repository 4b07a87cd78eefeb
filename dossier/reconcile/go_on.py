"""Have a run go on: its next stretch is a job of its own, so that no worker is held for hours."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.outbox.publish import enqueue


async def go_on(actor: Actor, run_id: UUID) -> None:
    """Put the next stretch of a run into the queue."""
    async with transaction(actor) as tx:
        await enqueue(tx, "reconcile", [run_id])
