"""Let go of deposits that the acting staff member holds and in which nothing is left for them."""

from collections.abc import Iterable
from uuid import UUID

from dossier import clock
from dossier.database.engine import Transaction
from dossier.documents.wanted import FREE_TO, WAITS
from dossier.events import DepositReleased
from dossier.outbox.publish import publish


async def let_go(tx: Transaction, deposit_ids: Iterable[UUID]) -> None:
    """End the actor's leases on those deposits in which no document waits for them any more."""
    released = await tx.rows(
        f"""UPDATE deposits p SET claimed_by = NULL, claimed_until = NULL
            WHERE p.id = ANY ($1) AND p.claimed_by = $2 AND NOT EXISTS (
                SELECT FROM documents d WHERE d.deposit_id = p.id AND {WAITS}
                  AND (d.aside_until IS NULL OR d.aside_until <= $3)
                  AND {FREE_TO.format(me="$2", today="$3")}) RETURNING p.id""",
        list(set(deposit_ids)),
        tx.actor.staff_id,
        clock.today(),
    )
    for each in released:
        await publish(tx, DepositReleased(record_id=each["id"], deposit_id=each["id"]))
