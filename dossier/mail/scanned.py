"""Write down what the antivirus says of a mail."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import MailInfected
from dossier.outbox.publish import publish


async def note_scan(actor: Actor, mail_id: UUID, found: str | None) -> None:
    """Note what was found in an unscanned mail; None: nothing. Its files are looked at one by one, as all are."""
    async with transaction(actor) as tx:
        noted = await tx.run(
            "UPDATE mails SET scan = $2 WHERE id = $1 AND scan = 'unscanned'", mail_id, "infected" if found else "clean"
        )
        if noted and found:
            await publish(tx, MailInfected(record_id=mail_id))
