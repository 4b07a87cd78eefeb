"""Close a batch: every sheet is in a received document or set aside, and as many came as were counted."""

from uuid import UUID

from dossier import clock
from dossier.batches.counting import SCANNED, disagreement
from dossier.database.engine import Transaction
from dossier.database.states import advance
from dossier.events import BatchClosed
from dossier.outbox.publish import publish

UNSETTLED = """s.reason IS NULL AND NOT EXISTS (
    SELECT FROM batch_documents d JOIN batch_deposits p ON p.deposit_id = d.deposit_id
    WHERE d.document_id = s.document_id AND p.handed_at IS NOT NULL)"""
"""SQL over scanned sheets `s`: whether it is neither in a received document nor set aside."""


async def close_if_done(tx: Transaction, batch_id: UUID) -> bool:
    """Close a split batch of which nothing is left to do; tell whether it was closed now."""
    await tx.run("SELECT FROM batches WHERE id = $1 FOR UPDATE", batch_id)
    batch = await tx.row(
        f"""SELECT b.typed_count, b.both_sides, b.count_settled_at, {SCANNED} AS scanned FROM batches b
            WHERE b.id = $1 AND NOT EXISTS (SELECT FROM scanned_sheets s WHERE s.batch_id = b.id AND {UNSETTLED})""",
        batch_id,
    )
    if batch is None or (disagreement(batch) is not None and batch["count_settled_at"] is None):
        return False
    if not await advance(tx, "batches.close", batch_id, closed_at=clock.now()):
        return False
    counts = await tx.row(
        """SELECT count(document_id) AS filed_count, count(reason) AS aside_count
           FROM scanned_sheets WHERE batch_id = $1""",
        batch_id,
    )
    assert counts is not None
    await publish(tx, BatchClosed(record_id=batch_id, **counts))
    return True
