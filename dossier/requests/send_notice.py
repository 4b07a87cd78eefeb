"""Send a notice, and note what came of it; one that cannot be sent just now is put off, each time for longer."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import NoticeFailed, NoticeSent
from dossier.notices.attempt import Outcome, attempt, note
from dossier.notices.channel import Message
from dossier.outbox.publish import publish
from dossier.requests.queries import WAITING
from dossier.resources import Resources


async def send_notice(resources: Resources, actor: Actor, notice_id: UUID) -> None:
    """Send a notice that was not sent; a second job for one that was is harmless.

    A worker that dies between the server's yes and ours sends it twice: better than never, and both are the same.
    Raises NoticePutOff, with the time after which to try again.
    """
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT n.id, n.request_id, n.channel, n.subject, n.words, n.tries, r.state,
                      CASE n.channel WHEN 'email' THEN b.email ELSE b.phone END AS address
               FROM request_notices n JOIN document_requests r ON r.id = n.request_id
               JOIN beneficiaries b ON b.id = r.beneficiary_id
               WHERE n.id = $1 AND n.sent_at IS NULL AND n.failed_at IS NULL""",
            notice_id,
        )
    if row is None:
        return
    outcome = Outcome(problem="not_needed")
    if row["state"] in WAITING:
        message = Message(to=row["address"], subject=row["subject"], words=row["words"], reference=str(row["id"]))
        outcome = await attempt(resources.settings, row["channel"], message, row["tries"])
    async with transaction(actor) as tx:
        await note(tx, "request_notices", notice_id, outcome)
        about, kind = row["request_id"], row["channel"]
        if outcome.problem is None:
            await publish(tx, NoticeSent(record_id=notice_id, request_id=about, kind=kind))
        elif outcome.put_off is None:
            await publish(tx, NoticeFailed(record_id=notice_id, request_id=about, kind=kind, problem=outcome.problem))
    if outcome.put_off is not None:
        raise outcome.put_off
