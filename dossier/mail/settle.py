"""Settle a mail that awaited a look: a staff member says how."""

from enum import StrEnum
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.errors import Conflict
from dossier.events import MailSettled
from dossier.mail.queries import THEIRS, NoSuchMail
from dossier.outbox.publish import publish
from dossier.people.access import check_reads_mail


class How(StrEnum):
    """How a mail was settled."""

    BY_HAND = "by_hand"  # what was left is in a deposit of another circuit
    ASKED = "asked"  # the sender was asked again
    NOTHING = "nothing"  # there was nothing to take


class MailNotAwaiting(Conflict):
    """Nothing of this mail awaits a look any more: a colleague may have settled it."""


async def settle_mail(actor: Actor, mail_id: UUID, how: How) -> None:
    """Settle a mail. Raises NotYourWork, NoSuchMail, MailNotAwaiting."""
    check_reads_mail(actor)
    async with transaction(actor) as tx:
        if not await tx.value(f"SELECT EXISTS (SELECT FROM mails m WHERE m.id = $1 AND {THEIRS})", mail_id):
            raise NoSuchMail
        told = {"settled_at": clock.now(), "settled_by": actor.staff_id, "settled_how": str(how)}
        if not await advance(tx, "mail.settle", mail_id, **told):
            raise MailNotAwaiting
        await publish(tx, MailSettled(record_id=mail_id, kind=str(how)))
