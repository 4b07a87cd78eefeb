"""What a person did with many documents at once in the queue, each before and after it: so that it can be undone."""

from collections.abc import Collection
from uuid import UUID

from dossier import clock
from dossier.database.engine import Transaction
from dossier.documents.acts import KEPT
from dossier.documents.choosing import Act
from dossier.ids import new_id

COLUMNS = (
    "assigned_to",
    *("aside_until", "aside_reason", "aside_note", "aside_by"),
    *("proposed_type_id", "proposed_by"),
)
"""What acts of the queue write into a document's row."""

NOW = f"jsonb_build_object({', '.join(f'{each!r}, d.{each}' for each in COLUMNS)})"
"""SQL over documents `d`: all that acts of the queue change of one."""


async def as_they_are(tx: Transaction, document_ids: Collection[UUID]) -> str:
    """Return all that acts of the queue change of some documents, as JSON by their ids."""
    taken: str = await tx.value(
        f"SELECT coalesce(jsonb_object_agg(d.id, {NOW}), '{{}}') FROM documents d WHERE d.id = ANY ($1)",
        list(document_ids),
    )
    return taken


async def keep_many(tx: Transaction, act: Act, document_ids: Collection[UUID], before: str) -> None:
    """Keep an act of the actor on many documents, whose outcome is in the rows by now; let go of what is too old."""
    await tx.run("DELETE FROM queue_acts WHERE staff_id = $1 AND done_at < $2", tx.actor.staff_id, clock.now() - KEPT)
    if not document_ids:
        return
    await tx.run(
        """INSERT INTO queue_acts (id, centre_id, staff_id, kind, done_at, before, after)
           VALUES ($1, $2, $3, $4, $5, $6, $7)""",
        new_id(),
        tx.actor.centre_id,
        tx.actor.staff_id,
        str(act),
        clock.now(),
        before,
        await as_they_are(tx, document_ids),
    )
