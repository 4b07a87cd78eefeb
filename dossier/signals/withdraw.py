"""Withdraw signals: what they told of is so no longer."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.database.states import advance
from dossier.events import SignalWithdrawn
from dossier.outbox.publish import publish


async def withdraw_signals(actor: Actor, document_id: UUID) -> int:
    """Withdraw the open signals of a document that is not filed, or no longer; return how many.

    Of a refused, withdrawn or emptied document, or one in a folder, all of them; of one that is open again, those of
    its validation.
    """
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT s.id, d.state FROM signals s JOIN documents d ON d.id = s.document_id
               WHERE d.id = $1 AND s.state IN ('raised', 'seen', 'taken')
                 AND (d.state IN ('refused', 'withdrawn', 'emptied', 'in_folder')
                      OR (d.state <> 'validated' AND s.moment = 'validation'))
               ORDER BY s.id FOR UPDATE""",
            document_id,
        )
        for row in rows:
            await withdraw_held(tx, row["id"], row["state"])
    return len(rows)


async def withdraw_held(tx: Transaction, signal_id: UUID, reason_code: str) -> None:
    """Withdraw one open signal whose row the transaction holds."""
    if await advance(tx, "signals.withdraw", signal_id):
        await publish(tx, SignalWithdrawn(record_id=signal_id, reason_code=reason_code))
