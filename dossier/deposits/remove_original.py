"""Remove an original: the depositor takes a file back before sending. Its bytes go after a delay."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.errors import DepositNotOpen
from dossier.deposits.take_apart import bring_back
from dossier.events import OriginalRemoved
from dossier.lifecycle import DepositState
from dossier.outbox.publish import publish
from dossier.reading.texts import forget_texts
from dossier.removals.ask import Reason, ask_removal


async def remove_original(actor: Actor, deposit_id: UUID, original_id: UUID) -> None:
    """Take a file and its pages out of an open deposit; one that is not there any more is harmless.

    A late duplicate of it does not bring it back, because its key names no row again. Raises DepositNotOpen once the
    deposit was sent.
    """
    async with transaction(actor, planned_once=True) as tx:
        state = await tx.value("SELECT state FROM deposits WHERE id = $1 FOR UPDATE", deposit_id)
        if state != DepositState.OPEN:
            raise DepositNotOpen
        paper_id = await tx.value(
            "SELECT paper_id FROM originals WHERE id = $1 AND deposit_id = $2", original_id, deposit_id
        )
        if paper_id is None:
            return
        # Pages first: this waits for a worker that is just writing one down, and then sees the renditions it wrote.
        await bring_back(tx, deposit_id, original_id)
        pages = await tx.rows("DELETE FROM pages WHERE original_id = $1 RETURNING id", original_id)
        gone = await tx.rows(
            "DELETE FROM renditions WHERE page_id = ANY($1) OR under_id = ANY($1) RETURNING vault_key",
            [each["id"] for each in pages],
        )
        await forget_texts(tx, [each["id"] for each in pages])
        gone += await tx.rows("DELETE FROM originals WHERE id = $1 RETURNING vault_key", original_id)
        await tx.run(
            "DELETE FROM papers WHERE id = $1 AND NOT EXISTS (SELECT FROM originals WHERE paper_id = $1)", paper_id
        )
        await ask_removal(tx, [each["vault_key"] for each in gone], Reason.TAKEN_BACK, deposit_id)
        await publish(tx, OriginalRemoved(record_id=original_id, deposit_id=deposit_id))
