"""Go on with what a phone began for the person that it remembers: the same phone, and that person alone."""

from collections.abc import Sequence
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import DepositResumed
from dossier.outbox.publish import publish


async def resume_begun(
    actor: Actor, beneficiary_id: UUID, social_file_id: UUID, begun: Sequence[UUID]
) -> tuple[UUID, ...]:
    """Return which of the deposits that a phone began are this beneficiary's in this file and still open, in order.

    Each that holds pages is recorded as resumed. The caller knows that the phone began them, and that its person did
    so by themselves: what a helper began is never among them.
    """
    if not begun:
        return ()
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT d.id, EXISTS (SELECT FROM originals o WHERE o.deposit_id = d.id) AS has_pages
               FROM unnest($1::uuid[]) WITH ORDINALITY n(id, place) JOIN deposits d ON d.id = n.id
               WHERE d.beneficiary_id = $2 AND d.social_file_id = $3 AND d.helper_code_id IS NULL
                 AND d.circuit = $4 AND d.state = 'open' ORDER BY n.place""",
            list(begun),
            beneficiary_id,
            social_file_id,
            actor.place,
        )
        for row in rows:
            if row["has_pages"]:
                await publish(tx, DepositResumed(record_id=row["id"], deposit_id=row["id"]))
    return tuple(row["id"] for row in rows)
