"""Take the next document while others do the same, and while a worker holds the deposit."""

import asyncio
from uuid import UUID

import pytest

from demo.people import people
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.documents.take_next import take_next
from dossier.resources import Resources
from tests.support.deposits import hand_over, staff

pytestmark = pytest.mark.people

LEASE_SECONDS = 60


async def test_those_who_ask_at_once_get_one_deposit_each(resources: Resources, centre_id: UUID) -> None:
    made = [await hand_over(resources, centre_id, people()[0]) for _ in range(3)]  # a file of AS
    names = ("ines.moreau", "koen.smets", "nadia.benali", "wim.claes")
    takers = [await staff(centre_id, name) for name in names]
    taken = await asyncio.gather(*(take_next(taker, LEASE_SECONDS) for taker in takers))
    assert sorted(taken, key=str) == sorted([None, *(each.document_ids[0] for each in made)], key=str)


async def test_a_deposit_that_a_worker_settles_is_waited_for(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id)
    taker = await staff(centre_id, "ines.moreau")
    asked = asyncio.create_task(_soon(taker))  # outside the transaction below, which tasks begun in it would inherit
    async with transaction(system(centre_id)) as tx:
        await tx.run("SELECT FROM deposits WHERE id = $1 FOR UPDATE", made.deposit_id)
        await asyncio.sleep(0.3)
        assert not asked.done()
    assert await asked == made.document_ids[0]


async def _soon(taker: Actor) -> UUID | None:
    await asyncio.sleep(0.1)
    return await take_next(taker, LEASE_SECONDS)


async def test_the_lease_ends_with_the_last_document_of_the_deposit(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id)
    taker = await staff(centre_id, "ines.moreau")
    assert await take_next(taker, LEASE_SECONDS) == made.document_ids[0]
    assert await take_next(taker, LEASE_SECONDS, after=made.document_ids[0]) is None
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT claimed_by FROM deposits") is None
