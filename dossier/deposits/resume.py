"""Go on with what was begun elsewhere or another day: a beneficiary who identified again, and their unsent papers."""

from collections.abc import Collection
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import DepositResumed
from dossier.outbox.publish import publish


async def resume(actor: Actor, known: Collection[UUID]) -> tuple[UUID, ...]:
    """Return the beneficiary's own deposits of this circuit that hold pages and were not sent, the oldest first.

    Each that is not among the `known` ones, which the actor has in hand already, is recorded as resumed. A household
    shares its file's number, not its papers; whoever left a name alone cannot prove it, and has none.
    """
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT d.id FROM deposits d
               WHERE d.beneficiary_id = $1 AND d.circuit = $2 AND d.state = 'open'
                 AND EXISTS (SELECT FROM originals o WHERE o.deposit_id = d.id)
               ORDER BY d.opened_at, d.id""",
            actor.id,
            actor.place,
        )
        unsent = tuple(row["id"] for row in rows)
        for each in unsent:
            if each not in known:
                await publish(tx, DepositResumed(record_id=each, deposit_id=each))
        return unsent
