"""One attempt to send a notice, whatever it tells of: what came of it, and when the next one is due."""

import asyncio
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from dossier import clock
from dossier.database.engine import Transaction
from dossier.notices.channel import Message, NoticePutOff, NoticeRefused
from dossier.notices.channels import channels
from dossier.settings import Settings

FIRST_WAIT_SECONDS = 60
WAIT_MAX_SECONDS = 3600

Table = Literal[
    "request_notices",
    "signal_digests",
    "one_time_codes",
    "corrections",
    "receipt_emails",
    "contact_notices",
    "mail_answers",
    "ebox_letters",
]
"""The tables of notices, which have the columns in common that an attempt sets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of an attempt."""

    problem: str | None = None  # a code; None: a server took the notice
    answer_code: int | None = None
    wait_seconds: int | None = None  # until it is tried again; None: never

    @property
    def put_off(self) -> NoticePutOff | None:
        """Return what the job raises so that it comes again; None where nothing is left to do."""
        if self.problem is None or self.wait_seconds is None:
            return None
        return NoticePutOff(self.problem, self.answer_code, wait_seconds=self.wait_seconds)


async def attempt(settings: Settings, way: str, message: Message, tries: int) -> Outcome:
    """Hand a message over by a way (`email`, `sms`, `push`), after so many tries before; each wait is twice as long."""
    channel = channels(settings).get(way)
    if channel is None:
        return Outcome(problem="not_set_up")
    if not message.to:
        return Outcome(problem="no_address")
    try:
        await asyncio.to_thread(channel.send, message)
    except (NoticeRefused, NoticePutOff) as error:
        return not_taken(settings, error, tries)
    return Outcome()


def not_taken(settings: Settings, error: NoticeRefused | NoticePutOff, tries: int) -> Outcome:
    """Return what comes of an attempt that a server did not take, after so many tries before."""
    may_be_later = isinstance(error, NoticePutOff) and tries + 1 < settings.notice_tries_max
    wait = min(FIRST_WAIT_SECONDS * 2**tries, WAIT_MAX_SECONDS) if may_be_later else None
    return Outcome(problem=error.problem, answer_code=error.answer_code, wait_seconds=wait)


async def note(tx: Transaction, table: Table, notice_id: UUID, outcome: Outcome) -> None:
    """Write down what came of an attempt."""
    await tx.run(
        f"""UPDATE {table} SET tries = tries + 1, problem = $2, answer_code = $3,
                   sent_at = CASE WHEN $2::text IS NULL THEN $4::timestamptz END,
                   failed_at = CASE WHEN $2 IS NOT NULL AND NOT $5::boolean THEN $4 END
            WHERE id = $1""",
        notice_id,
        outcome.problem,
        outcome.answer_code,
        clock.now(),
        outcome.put_off is not None,
    )
