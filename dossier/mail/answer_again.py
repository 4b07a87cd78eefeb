"""Have a mail answered again whose answer could not be sent: a staff member asks, once nothing stands in the way."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Conflict
from dossier.events import MailAnswerAsked
from dossier.mail.ask_answer import print_of
from dossier.mail.queries import THEIRS, NoSuchMail
from dossier.outbox.publish import publish
from dossier.people.access import check_reads_mail


class NothingToAnswerAgain(Conflict):
    """This answer cannot be sent again: it left, or was not for the sender's address. Write to them yourself."""


async def answer_again(actor: Actor, mail_id: UUID) -> None:
    """Have an answer sent anew that was given up. Its address went with the failure: the sender's is taken if it is it.

    Raises NotYourWork, NoSuchMail, NothingToAnswerAgain.
    """
    check_reads_mail(actor)
    async with transaction(actor) as tx:
        row = await tx.row(f"SELECT m.sender_address FROM mails m WHERE m.id = $1 AND {THEIRS}", mail_id)
        if row is None:
            raise NoSuchMail
        answer_id = await tx.value(
            """UPDATE mail_answers SET address = $2, tries = 0, problem = NULL, answer_code = NULL, failed_at = NULL
               WHERE mail_id = $1 AND failed_at IS NOT NULL AND sent_to = $3 RETURNING id""",
            mail_id,
            row["sender_address"],
            print_of(row["sender_address"]),
        )
        if answer_id is None:
            raise NothingToAnswerAgain
        await publish(tx, MailAnswerAsked(record_id=answer_id))
