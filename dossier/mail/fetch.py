"""Fetch what is new in a centre's mailbox: each mail is kept, its rows are committed, and only then is it put away.

A look is a lease on the mailbox's row, so that of several workers one looks at a time. Two that do all the same, since
one was slow, keep the same mail once; whoever dies between commit and move leaves a mail that the next look finds kept.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta

import structlog

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.errors import Unavailable
from dossier.mail.imap import Inbox, MailNotRead, opened
from dossier.mail.keep import Arrived, keep_mail
from dossier.mail.tokens import access_token
from dossier.mail.trouble import MailboxAway, Trouble
from dossier.phases.queries import circuit_closed
from dossier.resources import Resources
from dossier.settings import Settings

CIRCUIT = "email"
LEASE_SECONDS = 600
"""How long one look may take before another worker may look too."""

log = structlog.get_logger()


async def fetch_mail(resources: Resources, actor: Actor) -> int:
    """Take in what is new in the centre's mailbox; return how many mails were put away. `actor` is the system.

    What is wrong with the mailbox is written down for those who look after it, and is no error here. Before the circuit
    is on, mails stay where they are.
    """
    if await circuit_closed(actor, CIRCUIT) is not None:
        return 0
    mailbox = await _leased(actor, resources.settings)
    if mailbox is None:
        return 0
    problem: Trouble | None = None
    taken = 0
    try:
        taken, problem = await _look(resources, actor, mailbox)
    except MailboxAway as error:
        problem = Trouble(str(error.facts["trouble"]))
    finally:
        await _done(actor, problem)
    if problem is not None:
        log.warning("mailbox_trouble", centre=str(actor.centre_id), problem=str(problem))
    return taken


async def _look(resources: Resources, actor: Actor, mailbox: Record) -> tuple[int, Trouble | None]:
    """Take mail after mail; one that cannot be fetched or moved keeps no other waiting. Raises MailboxAway.

    All that speaks to the server does so in one thread: a connection is one conversation.
    """
    loop = asyncio.get_running_loop()
    settings = resources.settings
    token = await access_token(settings, actor) if settings.mail_oauth_token_url else None
    taken, problem = 0, None
    with ThreadPoolExecutor(1, "mailbox") as thread, ExitStack() as stack:
        folders = mailbox["folder"], mailbox["taken_folder"]
        try:
            inbox = await loop.run_in_executor(thread, lambda: stack.enter_context(opened(settings, token, *folders)))
            uids = await loop.run_in_executor(thread, inbox.new, settings.mail_fetch_at_once_max)
            for uid in uids:
                try:
                    arrived = await loop.run_in_executor(thread, _arrived, inbox, uid, settings)
                    await keep_mail(resources, actor, arrived)
                    await loop.run_in_executor(thread, inbox.put_away, uid)
                    taken += 1
                except MailNotRead:
                    problem = Trouble.MAIL_REFUSED
        except MailNotRead:
            problem = Trouble.MAIL_REFUSED
        finally:
            await loop.run_in_executor(thread, stack.close)
    return taken, problem


def _arrived(inbox: Inbox, uid: str, settings: Settings) -> Arrived:
    """Fetch a mail; of one that is too large its head alone. Raises MailNotRead, MailboxAway."""
    size_bytes = inbox.size_bytes(uid)
    is_large = size_bytes > settings.mail_max_bytes
    raw = inbox.raw(uid, head_only=is_large)
    return Arrived(raw=raw, way="imap", mail_size_bytes=size_bytes if is_large else len(raw))


async def _leased(actor: Actor, settings: Settings) -> Record | None:
    """Take the mailbox for a look; None where there is none, it is off, or somebody looks."""
    now = clock.now()
    async with transaction(actor) as tx:
        return await tx.row(
            """UPDATE mailboxes SET look_until = $1 WHERE is_on AND lower(address) = lower($2)
                   AND (look_until IS NULL OR look_until <= $3) RETURNING folder, taken_folder""",
            now + timedelta(seconds=LEASE_SECONDS),
            settings.mail_imap_address,
            now,
        )


async def _done(actor: Actor, problem: Trouble | None) -> None:
    """Give the mailbox back, and write down how the look went. A database that is away ends the lease by its time."""
    try:
        async with transaction(actor) as tx:
            now = clock.now()
            await tx.run(
                """UPDATE mailboxes SET look_until = NULL, problem = $1,
                       problem_at = CASE WHEN $1::text IS NULL THEN problem_at ELSE $2::timestamptz END,
                       looked_at = CASE WHEN $1 IS NULL OR $1 = 'mail_refused' THEN $2 ELSE looked_at END""",
                str(problem) if problem else None,
                now,
            )
    except Unavailable as error:
        log.warning("mailbox_not_given_back", reason=error.code())
