"""What probably comes next: what the queue would give, leased by nobody, and nothing that one may not read."""

from uuid import UUID

import pytest

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.documents.ahead import DOCUMENTS, OWN_PAGES, pages_ahead
from dossier.documents.claim import claim
from dossier.documents.take_next import take_next
from dossier.documents.wanted import Wanted
from dossier.people.access import NotYourWork, OtherDepartment
from dossier.resources import Resources
from tests.support.deposits import hand_over, staff
from tests.support.desk import LEASE_SECONDS, in_hand

pytestmark = pytest.mark.people


async def _made(centre_id: UUID) -> None:
    """Let every page be as the worker leaves it."""
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE pages SET state = 'ready'")


async def _first_pages(centre_id: UUID, *document_ids: UUID) -> list[UUID]:
    async with transaction(system(centre_id)) as tx:
        return [
            await tx.value("SELECT page_id FROM document_pages WHERE document_id = $1 ORDER BY position LIMIT 1", each)
            for each in document_ids
        ]


async def _claims(centre_id: UUID) -> list[tuple[UUID, UUID | None]]:
    async with transaction(system(centre_id)) as tx:
        return [tuple(row) for row in await tx.rows("SELECT id, claimed_by FROM deposits ORDER BY id")]


async def test_the_rest_of_the_deposit_comes_first_then_the_queue(resources: Resources, centre_id: UUID) -> None:
    agent = await staff(centre_id, "ines.moreau")
    later = [(await hand_over(resources, centre_id, people()[at], pages=2)).document_ids[0] for at in (1, 2, 3)]
    made = await in_hand(resources, agent, "REV_PAIE", None)
    await _made(centre_id)
    before = await _claims(centre_id)
    ahead = [each.id for each in await pages_ahead(agent, made.document_ids[0])]
    assert len(ahead) == DOCUMENTS
    assert ahead == await _first_pages(centre_id, made.document_ids[1], *later[:2])
    assert await _claims(centre_id) == before, "a guess leases nothing"
    assert await take_next(agent, LEASE_SECONDS, after=made.document_ids[0]) == made.document_ids[1], "it was right"


async def test_the_next_pages_of_the_same_document_come_before(resources: Resources, centre_id: UUID) -> None:
    agent = await staff(centre_id, "ines.moreau")
    made = await hand_over(resources, centre_id, people()[0], pages=5)
    following = await hand_over(resources, centre_id, people()[1])
    await claim(agent, made.document_ids[0], LEASE_SECONDS)
    await _made(centre_id)
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows(
            "SELECT page_id FROM document_pages WHERE document_id = $1 ORDER BY position", made.document_ids[0]
        )
    own = [row["page_id"] for row in rows][1 : 1 + OWN_PAGES]
    ahead = [each.id for each in await pages_ahead(agent, made.document_ids[0])]
    assert ahead == [*own, *await _first_pages(centre_id, *following.document_ids)]


async def test_it_follows_the_view_and_passes_over_what_colleagues_hold(resources: Resources, centre_id: UUID) -> None:
    agent, colleague = await staff(centre_id, "ines.moreau"), await staff(centre_id, "koen.smets")
    (held,) = (await hand_over(resources, centre_id, people()[1])).document_ids
    (post,) = (await hand_over(resources, centre_id, people()[2], circuit="post")).document_ids
    (free,) = (await hand_over(resources, centre_id, people()[3])).document_ids
    made = await in_hand(resources, agent, None)
    await claim(colleague, held, LEASE_SECONDS)
    await _made(centre_id)
    of_all = [each.id for each in await pages_ahead(agent, made.document_ids[0])]
    assert of_all == await _first_pages(centre_id, post, free)
    of_view = [each.id for each in await pages_ahead(agent, made.document_ids[0], Wanted(circuit="post"))]
    assert of_view == await _first_pages(centre_id, post)


async def test_nobody_is_told_of_what_they_may_not_read(resources: Resources, centre_id: UUID) -> None:
    worker = await staff(centre_id, "nadia.benali")
    unidentified = (await hand_over(resources, centre_id)).document_ids[0]
    made = await in_hand(resources, await staff(centre_id, "ines.moreau"), "REV_PAIE", person=people()[0])
    await _made(centre_id)
    assert await pages_ahead(worker, made.document_ids[0]) == ()
    with pytest.raises(OtherDepartment):
        await pages_ahead(worker, unidentified)
    with pytest.raises(NotYourWork):
        await pages_ahead(await staff(centre_id, "anne.dewit"), made.document_ids[0])


async def test_a_page_that_is_not_made_has_no_picture(resources: Resources, centre_id: UUID) -> None:
    agent = await staff(centre_id, "ines.moreau")
    made = await in_hand(resources, agent, None, None)
    assert await pages_ahead(agent, made.document_ids[0]) == ()
