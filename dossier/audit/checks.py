"""Verifications of the journal by the worker: asked for by a button or once a day, kept with what they came to."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from dossier import clock
from dossier.audit.role import check_auditor
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.errors import Conflict
from dossier.events import JournalCheckAsked, JournalChecked
from dossier.ids import new_id
from dossier.journal import chain
from dossier.journal.anchors import youngest_anchor
from dossier.journal.authority import authority_of
from dossier.journal.findings import JournalChanged, read_finding
from dossier.journal.stamps import youngest_stamp
from dossier.journal.verify import verify
from dossier.outbox.publish import publish
from dossier.resources import Resources

CHECK_SECONDS = 24 * 3600
STILL_SECONDS = 3600
"""A check that has not come to its end for so long was left behind, and another may be asked for."""

log = structlog.get_logger()


class JournalCheckUnderWay(Conflict):
    """The journal is being checked just now. Look again in a moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check of the journal."""

    asked_at: datetime
    finished_at: datetime | None
    linked: int | None  # events in the chain
    findings: tuple[JournalChanged, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalState:
    """How the journal stands."""

    linked: int  # events in the chain
    unlinked: int  # behind its tail, among the youngest that are looked for
    anchored_at: datetime | None
    stamped_at: datetime | None
    last: Check | None  # that came to its end
    under_way: Check | None


async def ask_check(actor: Actor) -> None:
    """Have the worker check the journal. Raises AuditorOnly for a person who is none, JournalCheckUnderWay."""
    if actor.kind != "system":
        check_auditor(actor)
    async with transaction(actor) as tx:
        await tx.run("SELECT pg_advisory_xact_lock(hashtext('journal_checks'), hashtext($1))", str(actor.centre_id))
        if await _under_way(tx) is not None:
            raise JournalCheckUnderWay
        check_id = new_id()
        await tx.run(
            "INSERT INTO journal_checks (id, centre_id, asked_at) VALUES ($1, $2, $3)",
            check_id,
            actor.centre_id,
            clock.now(),
        )
        await publish(tx, JournalCheckAsked(record_id=check_id))


async def ask_check_when_due(actor: Actor) -> None:
    """Ask for a check when the last one is a day old, and none is under way."""
    async with transaction(actor) as tx:
        last, under_way = await _last(tx), await _under_way(tx)
    if under_way is None and (last is None or last.asked_at <= clock.now() - timedelta(seconds=CHECK_SECONDS)):
        with suppress(JournalCheckUnderWay):  # of workers that start at once, one was first
            await ask_check(actor)


async def check(resources: Resources, actor: Actor, check_id: UUID) -> None:
    """Verify the journal and keep what was found. Raises StoreUnavailable: then it is tried again."""
    verdict = await verify(resources.vault, authority_of(resources.settings), actor)
    async with transaction(actor) as tx:
        finished = await tx.run(
            """UPDATE journal_checks SET finished_at = $2, linked = $3, findings = $4::jsonb
               WHERE id = $1 AND finished_at IS NULL""",
            check_id,
            clock.now(),
            verdict.linked,
            json.dumps([each.told() for each in verdict.findings]),
        )
        if finished:
            await publish(tx, JournalChecked(record_id=check_id, linked=verdict.linked, found=len(verdict.findings)))
    for each in verdict.findings:
        log.error("journal_changed", centre=str(actor.centre_id), found=each.code())


async def journal_state(actor: Actor) -> JournalState:
    """Return how the journal stands. Raises AuditorOnly."""
    check_auditor(actor)
    async with transaction(actor) as tx:
        head, anchor, stamp = await chain.head(tx), await youngest_anchor(tx), await youngest_stamp(tx)
        return JournalState(
            linked=head.position if head else 0,
            unlinked=await chain.waiting(tx, head),
            anchored_at=anchor.at if anchor else None,
            stamped_at=stamp.stamped_at if stamp else None,
            last=await _last(tx),
            under_way=await _under_way(tx),
        )


_COLUMNS = "asked_at, finished_at, linked, coalesce(findings, '[]')::text AS findings"


async def _last(tx: Transaction) -> Check | None:
    row = await tx.row(
        f"SELECT {_COLUMNS} FROM journal_checks WHERE finished_at IS NOT NULL ORDER BY asked_at DESC, id DESC LIMIT 1"
    )
    return _check(row) if row else None


async def _under_way(tx: Transaction) -> Check | None:
    row = await tx.row(
        f"SELECT {_COLUMNS} FROM journal_checks WHERE finished_at IS NULL AND asked_at > $1 LIMIT 1",
        clock.now() - timedelta(seconds=STILL_SECONDS),
    )
    return _check(row) if row else None


def _check(row: Record) -> Check:
    found = tuple(read_finding(each) for each in json.loads(row["findings"]))
    return Check(asked_at=row["asked_at"], finished_at=row["finished_at"], linked=row["linked"], findings=found)
