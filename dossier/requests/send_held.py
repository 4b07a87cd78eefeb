"""Send what was held: notices whose undo time is over, and those whose job was lost."""

from datetime import timedelta

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.outbox.publish import enqueue, waits

AT_ONCE = 200


async def send_held(actor: Actor, undo_seconds: int) -> None:
    """Put a job into the queue for each notice that may leave by now and for which none is there."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"""SELECT id FROM request_notices WHERE sent_at IS NULL AND failed_at IS NULL AND asked_at <= $1
                ORDER BY asked_at LIMIT {AT_ONCE}""",
            clock.now() - timedelta(seconds=undo_seconds),
        )
        due = [row["id"] for row in rows if not await waits(tx, "send_notice", row["id"])]
        await enqueue(tx, "send_notice", due)
