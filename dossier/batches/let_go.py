"""Let the files of batches go whose sheets are all accounted for: each document has those that are its own."""

from datetime import timedelta

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import BatchFileRemoved
from dossier.lifecycle import BatchState
from dossier.outbox.publish import publish
from dossier.removals.ask import Reason, ask_removal


async def let_batches_go(actor: Actor, keep_days: int) -> int:
    """Have the files removed of batches that were closed so long ago; return how many. `actor` is the system."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT id, sha256, vault_key FROM batches
               WHERE state = $1 AND vault_key IS NOT NULL AND closed_at <= $2 FOR UPDATE SKIP LOCKED""",
            str(BatchState.CLOSED),
            clock.now() - timedelta(days=keep_days),
        )
        for row in rows:
            await tx.run("UPDATE batches SET vault_key = NULL WHERE id = $1", row["id"])
            await publish(tx, BatchFileRemoved(record_id=row["id"], sha256=row["sha256"]))
        await ask_removal(tx, [row["vault_key"] for row in rows], Reason.SPLIT)
    return len(rows)
