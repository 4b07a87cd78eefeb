"""Put a notice away: a staff member has read that a document they had read stood in the wrong file."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Missing
from dossier.events import BreachNoticeRead
from dossier.outbox.publish import publish


class NoSuchBreachNotice(Missing):
    """This notice is not yours, or you have put it away already."""


async def put_away(actor: Actor, breach_id: UUID) -> None:
    """Put the actor's own notice away. Raises NoSuchBreachNotice."""
    async with transaction(actor) as tx:
        if not await tx.run(
            "UPDATE breach_readers SET told_at = $3 WHERE breach_id = $1 AND staff_id = $2 AND told_at IS NULL",
            breach_id,
            actor.staff_id,
            clock.now(),
        ):
            raise NoSuchBreachNotice
        await publish(tx, BreachNoticeRead(record_id=breach_id))
