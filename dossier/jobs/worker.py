"""The worker: takes jobs from the queue, runs their handlers, walks the rounds. As many of them as one likes."""

import asyncio
import signal
from contextlib import suppress
from datetime import timedelta

import asyncpg
import structlog
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.core.qm import QueueManager
from pgqueuer.domain.errors import RetryRequested
from pgqueuer.domain.models import Job
from pgqueuer.domain.types import QueueExecutionMode

from dossier.database.actor import system
from dossier.errors import Unavailable
from dossier.jobs.handlers import HANDLERS, ONE_AT_A_TIME, Handler
from dossier.jobs.rounds import walk
from dossier.logs import configure, frames
from dossier.mail.listen import listening
from dossier.outbox.publish import queries, read_payload
from dossier.resources import Resources, opened
from dossier.settings import Settings
from dossier.signals.digest import DigestWriter
from dossier.training.centres import is_training
from dossier.training.wall import behind_wall

NICENESS = 10
"""Of the making of pages: it may take all the time that nobody who waits for an answer needs."""
RETRY_SECONDS = 5
"""How long a job waits when the vault or the database was away; an error may say another time."""

log = structlog.get_logger()


async def run(settings: Settings, write_digest: DigestWriter) -> None:
    """Work until SIGTERM or SIGINT; jobs under way are finished first.

    `write_digest` puts the morning's e-mail into words: catalogues are the rooms', which a worker does not know.
    """
    configure(settings)
    async with (
        opened(settings, children=settings.jobs_at_once, niceness=NICENESS, warm=True) as resources,
        listening(resources),
    ):
        connection = await asyncpg.connect(settings.listen_url)
        try:
            manager = _manager(resources, connection)
            for name in (signal.SIGTERM, signal.SIGINT):
                asyncio.get_running_loop().add_signal_handler(name, manager.shutdown.set)
            rounds = asyncio.create_task(walk(resources, write_digest))
            rounds.add_done_callback(lambda _: manager.shutdown.set())  # a worker without rounds is none
            try:
                await manager.run(
                    dequeue_timeout=timedelta(seconds=2),
                    batch_size=settings.jobs_at_once,
                    max_concurrent_tasks=2 * settings.jobs_at_once,
                    heartbeat_timeout=timedelta(seconds=settings.job_lease_seconds),
                    shutdown_on_listener_failure=True,
                )
            finally:
                rounds.cancel()
                with suppress(asyncio.CancelledError):
                    await rounds
        finally:
            await connection.close()


async def drain(resources: Resources) -> None:
    """Do every job that waits now, and those that follow from them, then return: for seeds and tests."""
    connection = await asyncpg.connect(resources.settings.listen_url)
    try:
        await _manager(resources, connection).run(
            dequeue_timeout=timedelta(seconds=0.1), batch_size=10, mode=QueueExecutionMode.drain
        )
    finally:
        await connection.close()


class _Manager(QueueManager):
    """pgqueuer's, on tables that our migrations make."""

    async def verify_structure(self) -> None:
        """Ask nothing: 14 questions of the catalogue at each start, 60 ms where nothing of it is known yet."""


def _manager(resources: Resources, connection: "asyncpg.Connection[asyncpg.Record]") -> QueueManager:
    manager = _Manager(queries(AsyncpgDriver(connection)))
    for name, handler in HANDLERS.items():
        manager.entrypoint(
            name, on_failure="hold", accepts_context=False, concurrency_limit=1 if name in ONE_AT_A_TIME else 0
        )(_entrypoint(name, handler, resources))
    return manager


def _entrypoint(name: str, handler: Handler, resources: Resources):  # type: ignore[no-untyped-def]  # noqa: ANN202 - pgqueuer's type is private
    shut = behind_wall(resources)

    async def run_job(job: Job) -> None:
        centre_id, record_id = read_payload(job.payload)
        try:
            await handler(shut if await is_training(centre_id) else resources, system(centre_id), record_id)
        except Unavailable as error:
            log.warning("job_put_off", job=name, job_id=int(job.id), reason=error.code())
            wait = getattr(error, "wait_seconds", None) or RETRY_SECONDS
            raise RetryRequested(delay=timedelta(seconds=wait), reason=error.code()) from error
        except Exception as error:
            log.error("job_held", job=name, job_id=int(job.id), error=type(error).__name__, frames=frames(error))  # noqa: TRY400 - a message may hold personal data
            raise

    return run_job
