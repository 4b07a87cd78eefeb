"""Withdraw corrections with their document: what its depositor took back is read by nobody who could answer."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.events import CorrectionWithdrawn
from dossier.outbox.publish import publish


async def withdraw_corrections(actor: Actor, document_id: UUID) -> int:
    """Withdraw what anybody asked about a document that is withdrawn, and nobody answered; return how many."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT c.id, d.deposit_id FROM corrections c JOIN documents d ON d.id = c.document_id
               WHERE d.id = $1 AND d.state = 'withdrawn' AND c.state = 'asked' ORDER BY c.id FOR UPDATE OF c""",
            document_id,
        )
        for row in rows:
            await advance(tx, "corrections.withdraw", row["id"])
            await publish(
                tx, CorrectionWithdrawn(record_id=row["id"], deposit_id=row["deposit_id"], document_id=document_id)
            )
    return len(rows)
