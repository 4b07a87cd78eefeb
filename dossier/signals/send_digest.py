"""Send a digest, on its day alone: whoever gets today's needs none of yesterday's."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import DigestFailed, DigestSent
from dossier.notices.attempt import Outcome, attempt, note
from dossier.notices.channel import Message
from dossier.outbox.publish import publish
from dossier.resources import Resources


async def send_digest(resources: Resources, actor: Actor, digest_id: UUID) -> None:
    """Send a digest that was not sent; a second job for one that was is harmless.

    A worker that dies between the server's yes and ours sends it twice under one Message-ID, by which a mailbox knows
    it again: better than never. Raises NoticePutOff, with the time after which to try again.
    """
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT g.staff_id, g.digest_on, g.subject, g.words, g.tries, s.email, s.active
               FROM signal_digests g JOIN staff_members s ON s.id = g.staff_id
               WHERE g.id = $1 AND g.sent_at IS NULL AND g.failed_at IS NULL""",
            digest_id,
        )
    if row is None:
        return
    if row["digest_on"] != clock.today():
        outcome = Outcome(problem="too_late")
    elif not row["active"]:
        outcome = Outcome(problem="not_needed")
    else:
        message = Message(to=row["email"], subject=row["subject"], words=row["words"], reference=str(digest_id))
        outcome = await attempt(resources.settings, "email", message, row["tries"])
    async with transaction(actor) as tx:
        await note(tx, "signal_digests", digest_id, outcome)
        if outcome.problem is None:
            await publish(tx, DigestSent(record_id=digest_id, staff_id=row["staff_id"]))
        elif outcome.put_off is None:
            failed = DigestFailed(record_id=digest_id, staff_id=row["staff_id"], problem=outcome.problem)
            await publish(tx, failed)
    if outcome.put_off is not None:
        raise outcome.put_off
