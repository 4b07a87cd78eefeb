"""Forget the queue's groups in which nothing waits any more: days aside that are over, files that changed hands."""

from dossier.database.actor import Actor
from dossier.database.engine import transaction

_UNUSED = "NOT EXISTS (SELECT FROM documents d WHERE d.centre_id = g.centre_id AND d.queue_group_id = g.id)"


async def forget_groups(actor: Actor) -> int:
    """Return how many groups went.

    Each is locked before it is looked at anew: a document that comes into it meanwhile waits, and then makes it again.
    """
    async with transaction(actor) as tx:
        found = await tx.rows(f"SELECT g.id FROM queue_groups g WHERE {_UNUSED} FOR UPDATE SKIP LOCKED")
        unused = [each["id"] for each in found]
        return await tx.run(f"DELETE FROM queue_groups g WHERE g.id = ANY ($1) AND {_UNUSED}", unused)
