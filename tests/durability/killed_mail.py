"""The way of mails, in a process that kills itself at a named step: `python -m tests.durability.killed_mail STEP NTH`.

The step `none` kills nobody. A step is between two acts of the way, where a power cut or an administrator may fall.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.mail import fetch, keep, take
from dossier.mail.imap import Inbox
from dossier.mail.send_answer import send_answer
from dossier.notices.email import Email
from dossier.people.queries import centre_id_of
from dossier.resources import Resources, opened
from dossier.settings import settings

NONE = "none"
STEPS = (
    "looked",  # the mailbox is leased, and what is new in it known
    "fetched",  # the bytes are here
    "stored",  # and in the store, and no row names them
    "kept",  # rows are committed, and the mail lies where it lay
    "marked",  # it is marked, and not moved
    "moved",  # it is moved, and the mailbox is not given back
    "fetched_all",  # the mailbox is given back, and nobody looked into a mail
    "opened",  # its deposit is open
    "added",  # a file of it is in the deposit
    "received",  # it has its receipt, and the mail does not know
    "decided",  # it does, and nobody is answered
    "answered",  # a server has the answer, and nobody wrote that down
)
"""In the order of the way."""
_left = 0


def die() -> None:
    """End as by `kill -9`, when this is the time."""
    global _left  # noqa: PLW0603 - one countdown a process
    _left -= 1
    if _left == 0:
        os.kill(os.getpid(), signal.SIGKILL)


def _after(act: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    async def then_die(*given: Any, **more: Any) -> Any:
        made = await act(*given, **more)
        die()
        return made

    return then_die


def _after_at_once(act: Callable[..., Any]) -> Callable[..., Any]:
    def then_die(*given: Any, **more: Any) -> Any:
        made = act(*given, **more)
        die()
        return made

    return then_die


def _arm(step: str, resources: Resources) -> None:
    """Have one act of the way followed by the end."""
    if step in {"looked", "fetched", "moved"}:
        name = {"looked": "new", "fetched": "raw", "moved": "put_away"}[step]
        setattr(Inbox, name, _after_at_once(getattr(Inbox, name)))
    elif step == "stored":
        vault: Any = resources.vault
        vault.put = _after(vault.put)
    elif step == "kept":
        setattr(fetch, "keep_mail", _after(keep.keep_mail))  # noqa: B010 - not its own to hand out
    elif step == "marked":
        from imap_tools import BaseMailBox

        BaseMailBox.flag = _after_at_once(BaseMailBox.flag)  # type: ignore[method-assign]
    elif step in {"opened", "added", "received", "decided"}:
        name = {"opened": "open_deposit", "added": "add_original", "received": "receive", "decided": "decide"}[step]
        setattr(take, name, _after(getattr(take, name)))
    elif step == "answered":
        Email.send = _after_at_once(Email.send)  # type: ignore[method-assign]


async def go(step: str) -> None:
    """Walk the whole way once: what is new, what is kept, what is to be answered."""
    async with opened(settings()) as resources:
        actor = system(await centre_id_of(resources.settings.centre_code))
        _arm(step, resources)
        await fetch.fetch_mail(resources, actor)
        if step == "fetched_all":
            die()
        for each in await _waiting(actor, "SELECT id FROM mails WHERE state = 'kept' ORDER BY kept_at, id"):
            await take.take_mail(resources, actor, each)
        unsent = "SELECT id FROM mail_answers WHERE sent_at IS NULL AND failed_at IS NULL ORDER BY id"
        for each in await _waiting(actor, unsent):
            await send_answer(resources, actor, each)


async def _waiting(actor: Actor, sql: str) -> list[Any]:
    async with transaction(actor) as tx:
        return [row["id"] for row in await tx.rows(sql)]


if __name__ == "__main__":
    _left = 0 if sys.argv[1] == NONE else int(sys.argv[2])
    asyncio.run(go(sys.argv[1]))
