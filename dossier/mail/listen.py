"""Take mail in from the centre's own server by LMTP (RFC 2033): it is told that we have a mail once that is committed.

Until then the mail is the server's, which tries again: nothing is lost between the two.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import Envelope, Session

from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.errors import Refused, Unavailable
from dossier.mail.keep import Arrived, keep_mail
from dossier.people.queries import all_centres
from dossier.resources import Resources
from dossier.settings import Settings
from dossier.training.centres import is_training

_LINE_MAX_BYTES = 1024 * 1024
"""Lines that are longer than RFC 5321 allows are written all the same, and a mail is not lost for them."""

log = structlog.get_logger()


@asynccontextmanager
async def listening(resources: Resources) -> AsyncIterator[asyncio.Server | None]:
    """Listen where the settings say so, for as long as the block lasts; None where they name no port."""
    settings = resources.settings
    if not settings.mail_listen_port:
        yield None
        return
    server = await listener(resources, settings.mail_listen_host, settings.mail_listen_port)
    log.info("mail_listening", port=settings.mail_listen_port)
    async with server:
        yield server


async def listener(resources: Resources, host: str, port: int) -> asyncio.Server:
    """Return a server that takes mail in; a port of 0 is any that is free."""
    settings = resources.settings
    loop = asyncio.get_running_loop()
    return await loop.create_server(lambda: _Door(_Hall(resources), settings), host, port)


class _Door(LMTP):
    """One conversation."""

    line_length_limit = _LINE_MAX_BYTES

    def __init__(self, hall: "_Hall", settings: Settings) -> None:
        super().__init__(
            hall,
            data_size_limit=settings.mail_max_bytes,
            enable_SMTPUTF8=True,
            hostname="guichet",
            ident="Guichet",
            timeout=settings.mail_listen_seconds,
            loop=asyncio.get_running_loop(),
        )


class _Hall:
    """What is answered."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._centre_id: UUID | None = None

    async def handle_RCPT(  # noqa: N802 - the library's own name
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient that is a mailbox of ours; one a mail, since each of them is answered for."""
        del server, session, options
        if envelope.rcpt_tos:
            return "452 4.5.3 One recipient at a time"
        try:
            self._centre_id = await centre_of(address)
        except Unavailable:
            return "451 4.3.0 Try again later"
        if self._centre_id is None:
            return "550 5.1.1 No such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep a mail, and say so."""
        del server, session
        assert self._centre_id is not None
        assert isinstance(envelope.content, bytes)
        # As the last server on the way does (RFC 5321 §4.4): an answer goes to whom it names, or to nobody
        sender = (envelope.mail_from or "").strip("<>")  # the library says `<>` of nobody
        raw = f"Return-Path: <{sender}>\r\n".encode("utf-8", "replace") + envelope.content
        arrived = Arrived(raw=raw, way="lmtp", mail_size_bytes=len(raw))
        try:
            await keep_mail(self._resources, system(self._centre_id), arrived)
        except Unavailable as error:
            log.warning("mail_put_off", reason=error.code())
            return "451 4.3.0 Try again later"
        except Refused:
            return "554 5.6.0 Nothing in it"
        return "250 2.0.0 Kept"


async def centre_of(address: str) -> UUID | None:
    """Return the centre whose mailbox an address is; None for nobody's, and for one that takes nothing in."""
    for centre_id in await all_centres():
        if await is_training(centre_id):
            continue
        async with transaction(system(centre_id)) as tx:
            if await tx.value(
                "SELECT EXISTS (SELECT FROM mailboxes WHERE is_on AND lower(address) = lower($1))", address
            ):
                return centre_id
    return None
