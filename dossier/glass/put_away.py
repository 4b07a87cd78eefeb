"""Put a notice away: a worker has read that a colleague opened a file of theirs."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Missing
from dossier.events import GlassNoticeRead
from dossier.outbox.publish import publish


class NoSuchNotice(Missing):
    """This notice is not yours, or you have put it away already."""


async def put_away(actor: Actor, break_id: UUID) -> None:
    """Put the actor's own notice away. Raises NoSuchNotice."""
    async with transaction(actor) as tx:
        if not await tx.run(
            "UPDATE glass_breaks SET told_at = $3 WHERE id = $1 AND told_id = $2 AND told_at IS NULL",
            break_id,
            actor.staff_id,
            clock.now(),
        ):
            raise NoSuchNotice
        await publish(tx, GlassNoticeRead(record_id=break_id))
