"""What is said of a mail and of the mailbox."""

from dataclasses import dataclass
from typing import Annotated

from dossier.errors import Refused
from dossier.mail.mailboxes import ANSWERS_MAX, Mailbox, MailboxTold
from dossier.mail.settle import How
from web.forms import Form, NotANumber, blank, text

_ADDRESS_MAX_CHARACTERS = 254
_FOLDER_MAX_CHARACTERS = 100


class AnswersWrong(Refused):
    """Write a number from 1 to {most}."""


def _read_answers(typed: str) -> int:
    if not typed.isdecimal():
        raise NotANumber
    if not 1 <= int(typed) <= ANSWERS_MAX:
        raise AnswersWrong(most=ANSWERS_MAX)
    return int(typed)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementForm:
    """How a mail was settled."""

    how: How


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxForm:
    """How the mailbox is dealt with."""

    address: Annotated[str, text(_ADDRESS_MAX_CHARACTERS)]
    is_on: bool = False
    answers: bool = False
    answers_per_sender_per_day: Annotated[int, _read_answers]
    folder: Annotated[str, text(_FOLDER_MAX_CHARACTERS)]
    taken_folder: Annotated[str, text(_FOLDER_MAX_CHARACTERS)] = ""

    def told(self) -> MailboxTold:
        """Return it as the dossier knows it."""
        return MailboxTold(
            address=self.address,
            is_on=self.is_on,
            answers=self.answers,
            answers_per_sender_per_day=self.answers_per_sender_per_day,
            folder=self.folder,
            taken_folder=self.taken_folder,
        )


def shown(mailbox: Mailbox | None, address: str) -> Form[MailboxForm]:
    """Return the form that shows how the mailbox is dealt with; of one that is not set yet, what is usual."""
    if mailbox is None:
        usual = {"is_on": "on", "answers": "on", "folder": "INBOX", "taken_folder": "Guichet"}
        return blank(MailboxForm, address=address, answers_per_sender_per_day="5", **usual)
    return blank(
        MailboxForm,
        address=mailbox.address,
        is_on="on" if mailbox.is_on else "",
        answers="on" if mailbox.answers else "",
        answers_per_sender_per_day=str(mailbox.answers_per_sender_per_day),
        folder=mailbox.folder,
        taken_folder=mailbox.taken_folder,
    )
