"""Requeue a job: a person has a job tried again that failed and was held."""

from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.domain.types import JobId

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Conflict
from dossier.events import JobRequeued
from dossier.outbox.publish import publish, queries, read_payload
from dossier.people.devices import check_administrator


class JobNotHeld(Conflict):
    """This is no longer stuck. Nothing needs to be done."""


async def requeue(actor: Actor, job_id: int) -> None:
    """Put a held job of the actor's centre back into the queue. Raises AdministratorOnly, JobNotHeld."""
    check_administrator(actor)
    async with transaction(actor) as tx:
        job = await tx.row(
            "SELECT entrypoint, payload FROM jobs.pgqueuer WHERE id = $1 AND status = 'failed' FOR UPDATE", job_id
        )
        if job is None:
            raise JobNotHeld
        centre_id, record_id = read_payload(job["payload"])
        if centre_id != actor.centre_id:
            raise JobNotHeld
        await queries(AsyncpgDriver(tx.connection)).requeue_jobs([JobId(job_id)])
        await publish(tx, JobRequeued(record_id=record_id, kind=job["entrypoint"], job_id=job_id))
