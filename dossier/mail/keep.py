"""Keep a mail: its bytes in the store, a row that names them, and the job that looks into it, before anybody is told.

Once this has returned, a power cut loses nothing: only then is a mail moved in its mailbox, or a sender's server told
that we have it.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import MailKept
from dossier.lifecycle import MailState
from dossier.mail import ids
from dossier.mail.head import read_head
from dossier.mail.parts import NotReadAsMail, parsed_head
from dossier.mail.values import Head
from dossier.outbox.publish import publish
from dossier.removals.ask import removals_of
from dossier.resources import Resources
from dossier.storage.intake import Received, receive
from dossier.storage.keys import original_key, spare_key
from dossier.storage.vault import CHUNK_BYTES, incoming_dir

Way = Literal["imap", "lmtp"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A mail as a mailbox or a server handed it over."""

    raw: bytes = field(repr=False)  # of one that is too large, its head alone
    way: Way
    mail_size_bytes: int  # of the whole mail


async def keep_mail(resources: Resources, actor: Actor, arrived: Arrived) -> UUID:
    """Keep a mail, and return its id; the same mail again is harmless, whichever way it comes. `actor` is the system.

    Raises Unavailable where nothing was kept, after which the same may be tried; FileEmpty for no bytes at all.
    """
    head = await asyncio.to_thread(_head, arrived.raw)
    mail_id = ids.mail_id(actor.centre_id, head.digest)
    async with transaction(actor) as tx:
        if await tx.value("SELECT EXISTS (SELECT FROM mails WHERE id = $1)", mail_id):
            return mail_id
    file = await receive(chunks(arrived.raw), incoming_dir(resources.settings), len(arrived.raw))
    try:
        key: str | None = original_key(actor.centre_id, mail_id, file.sha256)
        while key is not None:
            await resources.vault.put(key, file.path, file.sha256)
            key = await _name(actor, mail_id, arrived, head, file, key)
    finally:
        file.path.unlink(missing_ok=True)
    return mail_id


async def _name(actor: Actor, mail_id: UUID, arrived: Arrived, head: Head, file: Received, key: str) -> str | None:
    """Have a row name the bytes under a key; return the key under which they must stand instead.

    Of two who keep the same mail at once, the second finds the first one's row: its bytes are nobody's then.
    """
    async with transaction(actor) as tx:
        if await removals_of(tx, [key]):
            return spare_key(key)
        kept = await tx.value(
            """INSERT INTO mails (id, centre_id, state, way, digest, sha256, size_bytes, vault_key, mail_size_bytes,
                                  sender_name, sender_address, subject, written_at, kept_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
               ON CONFLICT DO NOTHING RETURNING id""",
            mail_id,
            actor.centre_id,
            str(MailState.KEPT),
            arrived.way,
            head.digest,
            file.sha256,
            file.size_bytes,
            key,
            arrived.mail_size_bytes,
            head.sender_name,
            head.sender_address,
            head.subject,
            head.written_at,
            clock.now(),
        )
        if kept is not None:
            await publish(tx, MailKept(record_id=mail_id, size_bytes=arrived.mail_size_bytes, kind=arrived.way))
    return None


async def chunks(data: bytes) -> AsyncIterator[bytes]:
    """Yield bytes as an upload would bring them."""
    for start in range(0, len(data), CHUNK_BYTES):
        yield data[start : start + CHUNK_BYTES]


def _head(raw: bytes) -> Head:
    """Return a mail's head; of what cannot be read as a mail, one that says nothing."""
    try:
        return read_head(raw, parsed_head(raw))
    except (NotReadAsMail, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return nothing_said(raw)


def nothing_said(raw: bytes) -> Head:
    """Return the head of bytes that say nothing of themselves."""
    import hashlib

    return Head(
        digest=hashlib.sha256(raw).hexdigest(),
        sender_name="",
        sender_address="",
        subject="",
        written_at=None,
        message_id="",
        return_path=None,
        is_automatic=True,
        is_of_list=False,
        is_forged=False,
        why_passed=None,
    )
