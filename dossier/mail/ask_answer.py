"""Have a mail answered, where that can start no loop and bothers nobody who did not write (RFC 3834)."""

from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.engine import Transaction
from dossier.events import MailAnswerAsked
from dossier.mail import ids
from dossier.mail.values import Head
from dossier.mail.whose import language_in
from dossier.outbox.publish import publish
from dossier.settings import Settings
from dossier.signing import fingerprint

_PURPOSE = "mail_answer"


def answers_to(head: Head, own: frozenset[str]) -> str:
    """Return the address that a mail is answered to; empty where none may be. `own`: addresses of ours, casefolded.

    A machine is not answered, nor a list, nor who wants no answer (a null return path), nor ourselves; and not an
    address that our own server says is forged: it would be somebody else's who never wrote.
    """
    if head.is_automatic or head.is_of_list or head.is_forged or head.return_path == "":
        return ""
    address = head.return_path or head.sender_address
    return "" if address.casefold() in own or head.sender_address.casefold() in own else address


def print_of(address: str) -> str:
    """Return the fingerprint of an address, by which its answers are counted once it is gone."""
    return fingerprint(_PURPOSE, address.casefold())


async def ask_answer(tx: Transaction, settings: Settings, mail_id: UUID, head: Head) -> None:
    """Have a mail answered, in the transaction that decides on it; a sender is answered a few times a day at most."""
    box = await tx.row("SELECT address, answers, answers_per_sender_per_day FROM mailboxes")
    if box is None or not box["answers"] or "email" not in settings.notice_ways:
        return
    address = answers_to(head, frozenset({box["address"].casefold(), settings.smtp_sender.casefold()}))
    if not address:
        return
    sent_to = print_of(address)
    await tx.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", sent_to)
    lately = await tx.value(
        "SELECT count(*) FROM mail_answers WHERE sent_to = $1 AND asked_at > $2",
        sent_to,
        clock.now() - timedelta(days=1),
    )
    if lately >= box["answers_per_sender_per_day"]:
        return
    answer_id = ids.answer_id(mail_id)
    is_same = address.casefold() == head.sender_address.casefold()
    await tx.run(
        """INSERT INTO mail_answers (id, centre_id, mail_id, address, sent_to, language, in_reply_to, asked_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""",
        answer_id,
        tx.actor.centre_id,
        mail_id,
        address,
        sent_to,
        await language_in(tx, address) if is_same else "",
        head.message_id,
        clock.now(),
    )
    await publish(tx, MailAnswerAsked(record_id=answer_id))
