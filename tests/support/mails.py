"""Mails for tests, and the centre's mailbox in which they lie."""

from dataclasses import replace
from email.message import EmailMessage
from typing import Any
from uuid import UUID

from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.mail.keep import Arrived, keep_mail
from dossier.resources import Resources
from tests.support.deposits import pdf
from tests.support.dovecot import PASSWORD, Dovecot

ADDRESS = "documents@cpas.example"
SENDER = "ann@example.org"


def mail(words: str = "Voici mes papiers.", *, files: tuple[bytes, ...] = (), number: int = 1, **headers: str) -> bytes:
    """Write a mail with PDFs attached; `headers` replace or add to its own, with _ for -."""
    told = EmailMessage()
    own = {
        "From": f"Ann <{SENDER}>",
        "To": ADDRESS,
        "Subject": "Papiers",
        "Date": "Fri, 27 Nov 2026 10:00:00 +0100",
        "Message-ID": f"<{number}@example.org>",
    }
    for name, value in {**own, **{name.replace("_", "-"): value for name, value in headers.items()}}.items():
        if value:
            told[name] = value
    told.set_content(words)
    for position, each in enumerate(files):
        told.add_attachment(each, maintype="application", subtype="pdf", filename=f"scan-{position}.pdf")
    return told.as_bytes()


def paper(word: str = "paper") -> bytes:
    """Return a PDF of one page."""
    return pdf(word)


async def mailbox_of(centre_id: UUID, address: str = ADDRESS, **told: object) -> None:
    """Give a centre its mailbox."""
    columns = {"taken_folder": "Guichet", **told}
    names = ", ".join(["centre_id", "address", *columns])
    places = ", ".join(f"${index}" for index in range(1, len(columns) + 3))
    async with transaction(system(centre_id)) as tx:
        await tx.run(f"INSERT INTO mailboxes ({names}) VALUES ({places})", centre_id, address, *columns.values())


def reached(resources: Resources, server: Dovecot, **more: Any) -> Resources:
    """Return resources that look into the mailbox on a server."""
    told = {
        "mail_imap_host": "127.0.0.1",
        "mail_imap_port": server.port,
        "mail_imap_security": "none",
        "mail_imap_address": ADDRESS,
        "mail_imap_password": type(resources.settings.secret_key)(PASSWORD),
        "mail_imap_timeout_seconds": 10,
        **more,
    }
    return replace(resources, settings=resources.settings.model_copy(update=told))


async def kept(resources: Resources, actor: Actor, raw: bytes) -> UUID:
    """Keep a mail as a server hands it over."""
    return await keep_mail(resources, actor, Arrived(raw=raw, way="lmtp", mail_size_bytes=len(raw)))


async def row_of(actor: Actor, mail_id: UUID) -> dict[str, Any]:
    """Return a mail's row."""
    async with transaction(actor) as tx:
        row = await tx.row("SELECT * FROM mails WHERE id = $1", mail_id)
    assert row is not None
    return dict(row)


async def fates_of(actor: Actor, mail_id: UUID) -> list[str]:
    """Return what became of each part of a mail, in order."""
    async with transaction(actor) as tx:
        rows = await tx.rows("SELECT fate FROM mail_parts WHERE mail_id = $1 ORDER BY position", mail_id)
    return [row["fate"] for row in rows]


async def figures(actor: Actor) -> dict[str, int]:
    """Return how many mails, deposits, receipts and originals there are."""
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT (SELECT count(*) FROM mails) AS mails, (SELECT count(*) FROM deposits) AS deposits,
                      (SELECT count(*) FROM receipts) AS receipts, (SELECT count(*) FROM originals) AS originals"""
        )
    assert row is not None
    return dict(row)
