"""How a centre's mailbox is dealt with, as an administrator says; and how it is."""

import re
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Refused
from dossier.events import MailboxSet
from dossier.mail.trouble import Trouble
from dossier.outbox.publish import publish
from dossier.people.access import check_sees_mail
from dossier.people.devices import check_administrator
from dossier.training.centres import is_training

ANSWERS_MAX = 100
_ADDRESS = re.compile(r"[^\s@<>]{1,64}@[A-Za-z0-9.-]{1,189}")
_FIELDS = "address, is_on, answers, answers_per_sender_per_day, folder, taken_folder"


class NotAMailbox(Refused):
    """This is no e-mail address. It looks like documents@cpas.example."""


class MailboxTaken(Refused):
    """This mailbox is another centre's already. Each centre has its own."""


class SameFolder(Refused):
    """Mails that were taken go into another folder than the one that is looked into."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxTold:
    """What an administrator says of the mailbox."""

    address: str
    is_on: bool
    answers: bool  # whoever writes is answered
    answers_per_sender_per_day: int
    folder: str  # that is looked into
    taken_folder: str  # into which a mail goes that is with us; empty: it stays, and is marked


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox(MailboxTold):
    """The mailbox as it is set, and as it is."""

    looked_at: datetime | None  # the last look that went well
    problem: Trouble | None  # of the last look
    problem_at: datetime | None


async def mailbox(actor: Actor) -> Mailbox | None:
    """Return the centre's mailbox; None where none is set. Raises NotYourWork."""
    check_sees_mail(actor)
    async with transaction(actor) as tx:
        row = await tx.row(f"SELECT {_FIELDS}, looked_at, problem, problem_at FROM mailboxes")
    return Mailbox(**{**row, "problem": Trouble(row["problem"]) if row["problem"] else None}) if row else None


async def set_mailbox(actor: Actor, told: MailboxTold) -> None:
    """Say how the mailbox is dealt with.

    Raises AdministratorOnly, NotAMailbox, SameFolder, MailboxTaken: also in training, every mailbox is a real centre's.
    """
    check_administrator(actor)
    if await is_training(actor.centre_id):
        raise MailboxTaken
    if not _ADDRESS.fullmatch(told.address):
        raise NotAMailbox
    if told.folder.casefold() == told.taken_folder.casefold():
        raise SameFolder
    try:
        async with transaction(actor) as tx:
            await tx.run(
                f"""INSERT INTO mailboxes (centre_id, {_FIELDS}) VALUES ($1, $2, $3, $4, $5, $6, $7)
                    ON CONFLICT (centre_id) DO UPDATE SET ({_FIELDS}) = ROW ($2, $3, $4, $5, $6, $7)""",
                actor.centre_id,
                told.address,
                told.is_on,
                told.answers,
                told.answers_per_sender_per_day,
                told.folder,
                told.taken_folder,
            )
            await publish(tx, MailboxSet(record_id=actor.centre_id))
    except asyncpg.UniqueViolationError:
        raise MailboxTaken from None
