"""Purge abandoned deposits: what nobody confirmed goes after a delay, with the name and contact that were given."""

from datetime import datetime, timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.events import DepositPurged
from dossier.outbox.publish import publish
from dossier.reading.texts import forget_texts
from dossier.removals.ask import Reason, ask_removal

PURGED_AT_ONCE = 200


async def purge_abandoned(actor: Actor, keep_seconds: int) -> int:
    """Purge the centre's deposits that were abandoned so long ago, PURGED_AT_ONCE of them; return how many.

    Their bytes go from the store in a round after it. A deposit waits until its uploads have had theirs.
    """
    before = clock.now() - timedelta(seconds=keep_seconds)
    purged = 0
    while purged < PURGED_AT_ONCE and await _purge_one(actor, before):
        purged += 1
    return purged


async def _purge_one(actor: Actor, before: datetime) -> bool:
    """Purge the one that was abandoned first; False where there is none. Each is a transaction of its own.

    Whoever still tries to add to it waits for its row, and finds it gone.
    """
    async with transaction(actor) as tx:
        deposit_id = await tx.value(
            """SELECT id FROM deposits d WHERE state = 'abandoned' AND abandoned_at <= $1
               AND NOT EXISTS (SELECT FROM receipts r WHERE r.deposit_id = d.id)
               AND NOT EXISTS (SELECT FROM uploads u WHERE u.deposit_id = d.id)
               ORDER BY abandoned_at LIMIT 1 FOR UPDATE SKIP LOCKED""",
            before,
        )
        if deposit_id is None:
            return False
        await publish(tx, await _purge(tx, deposit_id))
    return True


async def _purge(tx: Transaction, deposit_id: UUID) -> DepositPurged:
    # Pages first: this waits for a worker that is just writing one down, and then sees the renditions it wrote.
    pages = await tx.rows("DELETE FROM pages WHERE deposit_id = $1 RETURNING id", deposit_id)
    renditions = await tx.rows(
        "DELETE FROM renditions WHERE page_id = ANY($1) RETURNING vault_key", [each["id"] for each in pages]
    )
    await forget_texts(tx, [each["id"] for each in pages])
    originals = await tx.rows("DELETE FROM originals WHERE deposit_id = $1 RETURNING vault_key", deposit_id)
    papers = await tx.run("DELETE FROM papers WHERE deposit_id = $1", deposit_id)
    await tx.run("DELETE FROM expected_papers WHERE deposit_id = $1", deposit_id)
    await tx.run("DELETE FROM retakes WHERE deposit_id = $1", deposit_id)
    await tx.run("DELETE FROM deposits WHERE id = $1", deposit_id)
    keys = [each["vault_key"] for each in (*originals, *renditions)]
    going = await ask_removal(tx, keys, Reason.PURGED, deposit_id)
    return DepositPurged(
        record_id=deposit_id,
        deposit_id=deposit_id,
        papers=papers,
        originals=len(originals),
        pages=len(pages),
        files=len(going),
    )
