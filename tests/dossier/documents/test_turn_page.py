"""A page is turned by whoever holds its document, and what is checked holds until it is turned."""

import asyncio
from uuid import UUID, uuid4

import asyncpg
import pytest

from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.deposits.errors import NoSuchPage
from dossier.documents.claim import claim
from dossier.documents.errors import ClaimLost, SecondReaderNeeded
from dossier.documents.turn_page import turn_page
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.support.deposits import hand_over, staff

pytestmark = [pytest.mark.people, pytest.mark.boxed]


async def page_of(centre_id: UUID, document_id: UUID) -> UUID:
    async with transaction(system(centre_id)) as tx:
        found: UUID = await tx.value("SELECT page_id FROM document_pages WHERE document_id = $1", document_id)
    return found


async def turns(actor: Actor) -> int:
    async with transaction(actor) as tx:
        return int(await tx.value("SELECT count(*) FROM events WHERE name = 'PageTurned'"))


async def test_a_page_is_turned_in_its_own_document_by_who_holds_it(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, types=(None, None))
    await drain(resources)
    (first, second), clerk = made.document_ids, await staff(centre_id, "ines.moreau")
    page = await page_of(centre_id, first)
    with pytest.raises(ClaimLost):
        await turn_page(clerk, first, page, 90)
    await claim(clerk, first, 900)
    for document_id, page_id in ((second, page), (first, uuid4())):
        with pytest.raises(NoSuchPage):
            await turn_page(clerk, document_id, page_id, 90)
    await turn_page(clerk, first, page, 90)
    assert await turns(clerk) == 1


async def test_a_first_reader_leaves_the_page_to_the_second(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id)
    await drain(resources)
    document_id, clerk = made.document_ids[0], await staff(centre_id, "ines.moreau")
    await claim(clerk, document_id, 900)
    async with transaction(clerk) as tx:
        await tx.run(
            """UPDATE documents SET state = 'second_reading', decided_by = $2,
                      type_id = (SELECT id FROM document_types LIMIT 1) WHERE id = $1""",
            document_id,
            clerk.id,
        )
    with pytest.raises(SecondReaderNeeded):
        await turn_page(clerk, document_id, await page_of(centre_id, document_id), 90)


async def test_whoever_lost_the_deposit_meanwhile_turns_nothing(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id)
    await drain(resources)
    document_id, clerk = made.document_ids[0], await staff(centre_id, "ines.moreau")
    await claim(clerk, document_id, 900)
    page = await page_of(centre_id, document_id)
    other = await asyncpg.connect(resources.settings.database_url.get_secret_value())
    try:
        async with other.transaction():  # as `release` does: it holds the deposit
            await other.execute(
                "SELECT set_config('app.centre_id', $1, true), set_config('app.kind', 'system', true)", str(centre_id)
            )
            await other.execute("SELECT FROM deposits WHERE id = $1 FOR UPDATE", made.deposit_id)
            turning = asyncio.create_task(turn_page(clerk, document_id, page, 90))
            await asyncio.sleep(0.3)
            assert not turning.done()
            await other.execute(
                "UPDATE deposits SET claimed_by = NULL, claimed_until = NULL WHERE id = $1", made.deposit_id
            )
        with pytest.raises(ClaimLost):
            await turning
    finally:
        await other.close()
    assert await turns(clerk) == 0
