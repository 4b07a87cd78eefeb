"""Send a notice, and note what came of it; one that cannot be sent just now is put off, each time for longer."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.events import NoticeFailed, NoticeSent
from dossier.notices.channel import Channel, Message, NoticePutOff, NoticeRefused
from dossier.notices.channels import channels
from dossier.outbox.publish import publish
from dossier.requests.queries import WAITING
from dossier.resources import Resources

FIRST_WAIT_SECONDS = 60
WAIT_MAX_SECONDS = 3600


async def send_notice(resources: Resources, actor: Actor, notice_id: UUID) -> None:
    """Send a notice that was not sent; a second job for one that was is harmless.

    A worker that dies between the server's yes and ours sends it twice: better than never, and both are the same.
    Until the undo time is over it is held: `send_held` comes back to it. Raises NoticePutOff, with the time after which
    to try again.
    """
    held = timedelta(seconds=resources.settings.undo_seconds)
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT n.id, n.request_id, n.document_id, n.channel, n.subject, n.words, n.tries, n.asked_at,
                      r.state = ANY ($2) OR (d.state = 'refused' AND d.decided_at <= n.asked_at) AS is_needed,
                      CASE n.channel WHEN 'email' THEN coalesce(nullif(b.email, ''), p.depositor_contact)
                                     ELSE b.phone END AS address
               FROM request_notices n LEFT JOIN document_requests r ON r.id = n.request_id
               LEFT JOIN documents d ON d.id = n.document_id LEFT JOIN deposits p ON p.id = d.deposit_id
               LEFT JOIN beneficiaries b ON b.id = coalesce(r.beneficiary_id, p.beneficiary_id)
               WHERE n.id = $1 AND n.sent_at IS NULL AND n.failed_at IS NULL""",
            notice_id,
            [str(each) for each in WAITING],
        )
    if row is None or row["asked_at"] + held > clock.now():
        return
    try:
        channel, message = _ready(resources, row)
        await asyncio.to_thread(channel.send, message)
    except NoticeRefused as error:
        await _failed(actor, row, error)
    except NoticePutOff as error:
        if row["tries"] + 1 >= resources.settings.notice_tries_max:
            await _failed(actor, row, error)
            return
        await _put_off(actor, row, error)
        wait = min(FIRST_WAIT_SECONDS * 2 ** row["tries"], WAIT_MAX_SECONDS)
        raise NoticePutOff(error.problem, error.answer_code, wait_seconds=wait) from error
    else:
        await _sent(actor, row)


def _ready(resources: Resources, row: Record) -> tuple[Channel, Message]:
    """Return what is sent and by which way. Raises NoticeRefused where there is nothing to send any more."""
    channel = channels(resources.settings).get(row["channel"])
    if not row["is_needed"]:
        raise NoticeRefused("not_needed")
    if channel is None:
        raise NoticeRefused("not_set_up")
    if not row["address"]:
        raise NoticeRefused("no_address")
    return channel, Message(to=row["address"], subject=row["subject"], words=row["words"], reference=str(row["id"]))


def _about(row: Record) -> dict[str, Any]:
    return {
        "record_id": row["id"],
        "request_id": row["request_id"],
        "document_id": row["document_id"],
        "kind": row["channel"],
    }


async def _sent(actor: Actor, row: Record) -> None:
    async with transaction(actor) as tx:
        await tx.run(
            """UPDATE request_notices SET sent_at = $2, tries = tries + 1, problem = NULL, answer_code = NULL
               WHERE id = $1""",
            row["id"],
            clock.now(),
        )
        await publish(tx, NoticeSent(**_about(row)))


async def _failed(actor: Actor, row: Record, error: NoticeRefused | NoticePutOff) -> None:
    async with transaction(actor) as tx:
        await tx.run(
            """UPDATE request_notices SET failed_at = $2, tries = tries + 1, problem = $3, answer_code = $4
               WHERE id = $1""",
            row["id"],
            clock.now(),
            error.problem,
            error.answer_code,
        )
        await publish(tx, NoticeFailed(**_about(row), problem=error.problem))


async def _put_off(actor: Actor, row: Record, error: NoticePutOff) -> None:
    async with transaction(actor) as tx:
        await tx.run(
            "UPDATE request_notices SET tries = tries + 1, problem = $2, answer_code = $3 WHERE id = $1",
            row["id"],
            error.problem,
            error.answer_code,
        )
