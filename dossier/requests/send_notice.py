"""Send a notice, and note what came of it; one that cannot be sent just now is put off, each time for longer."""

import json
from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.events import NoticeFailed, NoticeSent
from dossier.notices.attempt import Outcome, attempt, note
from dossier.notices.channel import Message
from dossier.notices.push import PHONE_GONE
from dossier.outbox.publish import publish
from dossier.push.seal import unseal
from dossier.push.sentences import in_words
from dossier.push.switch_off import forget_gone
from dossier.requests.queries import WAITING
from dossier.requests.tell_phones import CHANNEL
from dossier.resources import Resources


async def send_notice(resources: Resources, actor: Actor, notice_id: UUID) -> None:
    """Send a notice that was not sent; a second job for one that was is harmless.

    A worker that dies between the server's yes and ours sends it twice: better than never, and both are the same.
    Until the undo time is over it is held, and `send_held` comes back to it; an answer to a correction is not undone,
    and is told at once. A phone that its push service does not know any more is forgotten. Raises NoticePutOff, with
    the time after which to try again.
    """
    held = timedelta(seconds=resources.settings.undo_seconds)
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT n.id, n.request_id, n.document_id, n.channel, n.subject, n.words, n.tries, n.asked_at,
                      n.correction_id, n.subscription_id, s.sealed, s.language,
                      n.correction_id IS NOT NULL OR r.state = ANY ($2)
                          OR (d.state IN ('refused', 'validated') AND d.decided_at <= n.asked_at) AS is_needed,
                      CASE n.channel WHEN 'email' THEN coalesce(nullif(b.email, ''), p.depositor_contact)
                                     WHEN 'sms' THEN b.phone END AS address
               FROM request_notices n LEFT JOIN push_subscriptions s ON s.id = n.subscription_id
               LEFT JOIN document_requests r ON r.id = n.request_id
               LEFT JOIN documents d ON d.id = n.document_id LEFT JOIN deposits p ON p.id = d.deposit_id
               LEFT JOIN beneficiaries b ON b.id = coalesce(r.beneficiary_id, p.beneficiary_id)
               WHERE n.id = $1 AND n.sent_at IS NULL AND n.failed_at IS NULL""",
            notice_id,
            [str(each) for each in WAITING],
        )
    if row is None or (row["correction_id"] is None and row["asked_at"] + held > clock.now()):
        return
    outcome = Outcome(problem="not_needed")
    if row["is_needed"]:
        outcome = await attempt(resources.settings, row["channel"], _message(actor, row), row["tries"])
    async with transaction(actor) as tx:
        if outcome.problem == PHONE_GONE:
            await forget_gone(tx, row["subscription_id"])
        await note(tx, "request_notices", notice_id, outcome)
        about = {
            "record_id": notice_id,
            "request_id": row["request_id"],
            "document_id": row["document_id"],
            "kind": row["channel"],
        }
        if outcome.problem is None:
            await publish(tx, NoticeSent(**about))
        elif outcome.put_off is None:
            await publish(tx, NoticeFailed(**about, problem=outcome.problem))
    if outcome.put_off is not None:
        raise outcome.put_off


def _message(actor: Actor, row: Record) -> Message:
    """Return a notice as it leaves; to a phone the code of a sentence, its language, and the path that a tap opens."""
    if row["channel"] != CHANNEL:
        return Message(to=row["address"], subject=row["subject"], words=row["words"], reference=str(row["id"]))
    phone = unseal(actor.centre_id, row["sealed"]) if row["sealed"] else None
    words = json.dumps({"code": row["subject"], "language": row["language"], "path": row["words"]})
    sentence = in_words(row["subject"], row["language"] or "")
    return Message(to=phone.written() if phone else "", subject=sentence, words=words, reference=str(row["id"]))
