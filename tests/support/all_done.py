"""Work beside a service that runs: its worker has jobs in hand of which whoever drains the queue hears nothing."""

import asyncio
from uuid import UUID

from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.support.patience import PATIENCE_SECONDS


async def all_done(resources: Resources, centre_id: UUID) -> None:
    """Do what waits, and wait until nobody has any of it in hand, nor of what follows from it."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        await drain(resources)
        while await _in_hand(centre_id):
            await asyncio.sleep(0.05)
            await drain(resources)


async def _in_hand(centre_id: UUID) -> int:
    async with transaction(system(centre_id)) as tx:
        count: int = await tx.value(
            "SELECT count(*) FROM jobs.pgqueuer WHERE status IN ('queued', 'picked') AND execute_after <= now()"
        )
    return count
