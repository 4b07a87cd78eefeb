"""What each way to tell a person can do, and what it can meet with."""

from dataclasses import dataclass, field
from typing import Protocol

from dossier.errors import Refused, Unavailable


class NoticeRefused(Refused):
    """The server does not take this notice, now or later."""

    def __init__(self, problem: str, answer_code: int | None = None) -> None:
        """Keep a code for what is wrong, and the answer of the server where it gave one."""
        self.problem, self.answer_code = problem, answer_code
        super().__init__()


class NoticePutOff(Unavailable):
    """The server cannot take this notice just now. It is tried again."""

    def __init__(self, problem: str, answer_code: int | None = None, *, wait_seconds: int | None = None) -> None:
        """Keep a code for what is wrong, the answer of the server, and how long to wait where that is known."""
        self.problem, self.answer_code, self.wait_seconds = problem, answer_code, wait_seconds
        super().__init__()


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A notice on its way: to whom, and the words."""

    to: str = field(repr=False)  # an e-mail address, a telephone number, a subscription
    subject: str
    words: str
    reference: str  # the notice's id: a server that gets it twice can see so
    answers: str | None = None  # of an e-mail that a machine of ours answers: its Message-ID, empty where it has none


class Channel(Protocol):
    """One way to tell a person something. Blocks: it is called in a thread of its own."""

    def send(self, message: Message) -> None:
        """Hand a message over to the server that brings it.

        Raises NoticeRefused where that is of no use again, NoticePutOff where it may be later.
        """
