"""Make the digests of a morning: whoever has signals in the daily list is told how many by one e-mail."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from dossier import clock
from dossier.clock import BRUSSELS
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.events import DigestAsked
from dossier.ids import new_id
from dossier.notices.channels import channels
from dossier.outbox.publish import publish
from dossier.people.office import calendar_of
from dossier.people.stand_in import workforce
from dossier.settings import Settings
from dossier.signals.daily_list import Share, Waiting, shares

URGENCY = 1
"""Of the signals in the daily list; whoever is more urgent has a deadline, and an inbox that is live."""
KEPT_DAYS = 30
"""How long it is known who was told how many: nobody's mornings are kept for good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestWords:
    """What one e-mail says."""

    subject: str
    words: str


DigestWriter = Callable[[Share, str, str], DigestWords]
"""Puts a share into words, in a language (its code), in the name of a centre."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestState:
    """How today's e-mail to the actor stands."""

    sent_at: datetime | None
    failed_at: datetime | None
    problem: str | None


def is_set_up(settings: Settings) -> bool:
    """Say whether this installation sends e-mail, and so digests."""
    return "email" in channels(settings)


async def make_digests(actor: Actor, settings: Settings, write: DigestWriter) -> int:
    """Have everybody told who has signals in the daily list, once a working day from its hour on; return how many.

    A morning that no worker was there for is made up until the centre closes. Asked after `readdress`: what waits for
    somebody who is away is their deputy's by then.
    """
    now = clock.now().astimezone(BRUSSELS)
    day = now.date()
    if not is_set_up(settings) or not settings.signal_digest_at <= now.time() < settings.office_closes_at:
        return 0
    async with transaction(actor) as tx:
        if await tx.value("SELECT EXISTS (SELECT FROM signal_digest_days WHERE digest_on = $1)", day):
            return 0
        if not (await calendar_of(tx, settings)).works_on(day):
            return 0
        force = await workforce(tx, day)
        if not await _is_first(tx, day):
            return 0
        await tx.run("DELETE FROM signal_digests WHERE digest_on < $1", day - timedelta(days=KEPT_DAYS))
        found = shares(await _waiting(tx), force, await _kin(tx))
        return await _ask(tx, day, found, write)


async def digest_today(actor: Actor) -> DigestState | None:
    """Return how today's e-mail to the actor stands; None where there is none."""
    async with transaction(actor) as tx:
        row = await tx.row(
            "SELECT sent_at, failed_at, problem FROM signal_digests WHERE staff_id = $1 AND digest_on = $2",
            actor.staff_id,
            clock.today(),
        )
    return DigestState(**dict(row)) if row else None


async def _is_first(tx: Transaction, day: date) -> bool:
    """Write a day down; of several workers that ask at once, the others wait and are not the first."""
    written = await tx.run(
        """INSERT INTO signal_digest_days (id, centre_id, digest_on, made_at) VALUES ($1, $2, $3, $4)
           ON CONFLICT (centre_id, digest_on) DO NOTHING""",
        new_id(),
        tx.actor.centre_id,
        day,
        clock.now(),
    )
    return bool(written)


async def _waiting(tx: Transaction) -> list[Waiting]:
    rows = await tx.rows(
        """SELECT document_id, department_id, coalesce(taken_by, staff_id) AS holder_id FROM signals
           WHERE state IN ('raised', 'seen', 'taken') AND urgency = $1""",
        URGENCY,
    )
    return [Waiting(**dict(row)) for row in rows]


async def _kin(tx: Transaction) -> set[tuple[UUID, UUID]]:
    """Return who is not told of which document: what `kin_documents()` says of one, of all the staff at once."""
    rows = await tx.rows(
        """SELECT DISTINCT t.staff_id, b.document_id
           FROM staff_ties t JOIN document_beneficiaries b ON b.beneficiary_id = t.beneficiary_id"""
    )
    return {(row["staff_id"], row["document_id"]) for row in rows}


async def _ask(tx: Transaction, day: date, found: dict[UUID, Share], write: DigestWriter) -> int:
    names = await tx.row("SELECT name_fr, name_nl FROM centres WHERE id = $1", tx.actor.centre_id)
    assert names is not None
    rows = await tx.rows("SELECT id, language FROM staff_members WHERE id = ANY($1) ORDER BY username", list(found))
    for row in rows:
        share, digest_id = found[row["id"]], new_id()
        said = write(share, row["language"], names["name_nl" if row["language"] == "nl" else "name_fr"])
        await tx.run(
            """INSERT INTO signal_digests (id, centre_id, staff_id, digest_on, own_count, shared_count, subject, words)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""",
            digest_id,
            tx.actor.centre_id,
            row["id"],
            day,
            share.own,
            share.shared,
            said.subject,
            said.words,
        )
        asked = DigestAsked(record_id=digest_id, staff_id=row["id"], own_count=share.own, shared_count=share.shared)
        await publish(tx, asked)
    return len(rows)
