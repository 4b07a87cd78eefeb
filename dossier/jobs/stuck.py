"""What is stuck: jobs that failed and are held, pages that could not be made. Each with a reason, a time, an owner."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.outbox.publish import read_payload
from dossier.people.devices import check_administrator
from dossier.people.roles import Role

SHOWN_AT_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldJob:
    """A job whose handler failed; it waits for a person."""

    id: int
    job: str
    record_id: UUID
    error: str  # the type alone: a message may hold what people wrote
    since: datetime
    owner: Role = Role.ADMINISTRATOR


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadablePage:
    """A page that could not be made, in a deposit of which not every document is decided."""

    id: UUID
    deposit_id: UUID
    number: str  # of the receipt
    paper: int  # of the deposit, from 1
    position: int  # among the pages of its file, from 1
    problem: str  # a code
    since: datetime
    owner: Role = Role.CAPTURE_AGENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """All that is stuck, oldest first; of each kind SHOWN_AT_MOST."""

    jobs: tuple[HeldJob, ...]
    pages: tuple[UnreadablePage, ...]


async def stuck(actor: Actor) -> Stuck:
    """Return what is stuck in the centre. Raises AdministratorOnly."""
    check_administrator(actor)
    async with transaction(actor, whole_centre=True) as tx:
        jobs = await tx.rows(
            f"""SELECT j.id, j.entrypoint AS job, j.payload, coalesce(failed.type, '?') AS error,
                       coalesce(failed.created, j.updated) AS since
                FROM jobs.pgqueuer j
                LEFT JOIN LATERAL (SELECT traceback->>'exception_type' AS type, created FROM jobs.pgqueuer_log
                                   WHERE job_id = j.id AND status = 'failed' ORDER BY id DESC LIMIT 1) failed ON true
                WHERE j.status = 'failed' AND convert_from(j.payload, 'UTF8')::jsonb->>'centre' = $1
                ORDER BY since, j.id LIMIT {SHOWN_AT_MOST}""",
            str(actor.centre_id),
        )
        pages = await tx.rows(
            f"""SELECT p.id, p.deposit_id, r.number, paper.position + 1 AS paper, p.index + 1 AS position, p.problem,
                       p.processed_at AS since
                FROM pages p JOIN deposits d ON d.id = p.deposit_id JOIN receipts r ON r.deposit_id = d.id
                JOIN originals o ON o.id = p.original_id JOIN papers paper ON paper.id = o.paper_id
                WHERE p.state = 'unreadable' AND d.state IN ('received', 'ready')
                ORDER BY p.processed_at, p.id LIMIT {SHOWN_AT_MOST}"""
        )
    return Stuck(
        jobs=tuple(
            HeldJob(
                id=row["id"],
                job=row["job"],
                record_id=read_payload(row["payload"])[1],
                error=row["error"],
                since=row["since"],
            )
            for row in jobs
        ),
        pages=tuple(UnreadablePage(**dict(row)) for row in pages),
    )
