"""Release what a staff member held whose account was switched off, so that colleagues need not wait for them."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.documents.wanted import WAITS
from dossier.events import DepositReleased, DocumentAssigned
from dossier.outbox.publish import publish

_GONE = "(SELECT id FROM staff_members WHERE id = $1 AND NOT active)"


async def release_claims(actor: Actor, staff_id: UUID) -> None:
    """Give every deposit that a switched-off staff member holds back to the queue, and what they were assigned or sent.

    Whoever was switched on again meanwhile keeps what they hold.
    """
    async with transaction(actor) as tx:
        released = await tx.rows(
            f"UPDATE deposits SET claimed_by = NULL, claimed_until = NULL WHERE claimed_by = {_GONE} RETURNING id",
            staff_id,
        )
        for each in released:
            await publish(tx, DepositReleased(record_id=each["id"], deposit_id=each["id"]))
        left = await tx.rows(
            f"""UPDATE documents d SET assigned_to = NULL WHERE d.assigned_to = {_GONE} AND {WAITS}
                RETURNING id, deposit_id""",
            staff_id,
        )
        await tx.run(
            f"""UPDATE documents d SET sent_to_department = NULL, sent_to_staff = NULL, sent_by = NULL, sent_at = NULL,
                       sent_note = '' WHERE d.sent_to_staff = {_GONE} AND {WAITS}""",
            staff_id,
        )
        for each in left:
            await publish(
                tx,
                DocumentAssigned(
                    record_id=each["id"],
                    deposit_id=each["deposit_id"],
                    staff_id=None,
                    from_staff_id=staff_id,
                    kind="left",
                ),
            )
