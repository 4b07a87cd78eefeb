"""What happens to mails to the centre, and to its mailbox."""

from dataclasses import dataclass

from dossier.events.base import DepositEvent, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxSet(Event):
    """An administrator said how the centre's mailbox is dealt with; the record is the centre."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailKept(Event):
    """A mail came in, and its bytes are in the store."""

    size_bytes: int
    kind: str  # the way: `imap` or `lmtp`


@dataclass(frozen=True, slots=True, kw_only=True)
class MailTaken(DepositEvent):
    """A deposit holds all of a mail that says something."""

    original_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAwaits(Event):
    """Something in a mail could not be taken: a person looks."""

    reason_code: str
    original_count: int  # of its parts that a deposit holds all the same


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPassed(Event):
    """A mail is a machine's word without a paper."""

    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettled(Event):
    """A staff member settled what awaited a look."""

    kind: str  # how: `by_hand`, `asked` or `nothing`


@dataclass(frozen=True, slots=True, kw_only=True)
class MailInfected(Event):
    """The antivirus found something in a mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRemoved(Event):
    """A mail is kept no longer: nothing of it waits, and its days are over. What was filed of it stays."""

    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAnswerAsked(Event):
    """A mail is to be answered; the record is the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAnswerSent(Event):
    """A server took the answer to a mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAnswerFailed(Event):
    """The answer to a mail did not go out, and is not tried again."""

    problem: str  # a code
