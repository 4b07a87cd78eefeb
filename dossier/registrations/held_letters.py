"""Send what was held: letters to an eBox whose undo time is over, and those whose job was lost."""

from datetime import timedelta

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.outbox.publish import enqueue, waits

AT_ONCE = 200
_JOB = "send_ebox_letter"


async def send_held_letters(actor: Actor, undo_seconds: int) -> None:
    """Put a job into the queue for each letter that may leave by now and for which none is there."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"""SELECT l.id FROM ebox_letters l JOIN registrations r ON r.document_id = l.id AND r.sent_by = 'ebox'
                JOIN documents d ON d.id = l.id AND d.state = 'validated' AND d.decided_at <= $1
                WHERE l.sent_at IS NULL AND l.failed_at IS NULL ORDER BY d.decided_at LIMIT {AT_ONCE}""",
            clock.now() - timedelta(seconds=undo_seconds),
        )
        due = [row["id"] for row in rows if not await waits(tx, _JOB, row["id"])]
        await enqueue(tx, _JOB, due)
