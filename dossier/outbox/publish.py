"""Publish an event: into the journal, its reactions into the queue, a word to the screens that watch."""

import json
from collections.abc import Sequence
from uuid import UUID

from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment, QueryQueueBuilder, QuerySchedulerBuilder
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.domain.settings import DBSettings
from pgqueuer.ports.driver import Driver

from dossier.database.engine import Transaction
from dossier.events import BatchEvent, BreachEntered, DepositEvent, Event, GlassBroken, RequestEvent, SignalEvent
from dossier.journal.record import record
from dossier.outbox.reactions import QUEUE_CHANGES, REACTIONS, REQUEST_CHANGES

CHANNEL = "guichet"
"""The LISTEN channel of live screens; a payload is `centre topic`, ids only."""

_QUEUE = DBSettings(db_schema="jobs")


def queries(driver: Driver) -> Queries:
    """Return pgqueuer's queries on the tables of the schema `jobs`."""
    return Queries(
        driver,
        qbe=QueryBuilderEnvironment(_QUEUE),
        qbq=QueryQueueBuilder(_QUEUE),
        qbs=QuerySchedulerBuilder(_QUEUE),
    )


def payload(centre_id: UUID, record_id: UUID) -> bytes:
    """Write what a job is about."""
    return json.dumps({"centre": str(centre_id), "record": str(record_id)}).encode()


def read_payload(data: bytes | None) -> tuple[UUID, UUID]:
    """Read a job's centre and record."""
    told = json.loads(data or b"{}")
    return UUID(told["centre"]), UUID(told["record"])


async def publish(tx: Transaction, event: Event) -> None:
    """Record an event and enqueue what follows it, in the transaction that made it happen."""
    topics = []
    if isinstance(event, DepositEvent):
        topics.append(f"deposit:{event.deposit_id}")
    if type(event) in QUEUE_CHANGES:
        topics.append("queue")
    if isinstance(event, SignalEvent | GlassBroken | BreachEntered):
        topics.append("signals")
    if isinstance(event, BatchEvent):
        topics.append("batches")
    if isinstance(event, RequestEvent) or type(event) in REQUEST_CHANGES:
        topics.append("requests")
    await record(tx, event, channel=CHANNEL, words=[f"{tx.actor.centre_id} {topic}" for topic in topics])
    await _enqueue(tx, [(each.job, about) for each in REACTIONS.get(type(event), ()) for about in each.about(event)])


async def tell(tx: Transaction, topic: str) -> None:
    """Say to the screens that watch a topic that it changed, when the transaction commits; nothing has happened."""
    await tx.run("SELECT pg_notify($1, $2)", CHANNEL, f"{tx.actor.centre_id} {topic}")


async def enqueue(tx: Transaction, job: str, records: Sequence[UUID]) -> None:
    """Put a job into the queue for each record; it is there when the transaction commits."""
    await _enqueue(tx, [(job, each) for each in records])


async def _enqueue(tx: Transaction, jobs: Sequence[tuple[str, UUID]]) -> None:
    if not jobs:
        return
    await queries(AsyncpgDriver(tx.connection)).enqueue(
        [job for job, _ in jobs], [payload(tx.actor.centre_id, about) for _, about in jobs], [0] * len(jobs)
    )


async def waits(tx: Transaction, job: str, record_id: UUID) -> bool:
    """Tell whether a job about a record is in the queue or under way."""
    found: bool = await tx.value(
        """SELECT EXISTS (SELECT FROM jobs.pgqueuer
                          WHERE entrypoint = $1 AND status IN ('queued', 'picked') AND payload = $2)""",
        job,
        payload(tx.actor.centre_id, record_id),
    )
    return found
