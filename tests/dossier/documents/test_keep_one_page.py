"""One page of a photo at the desk: by who holds the document; what is decided takes no parts any more."""

import asyncio
from uuid import UUID, uuid4

import pytest

from dossier.database.actor import Actor
from dossier.deposits.process_page import process_page
from dossier.deposits.receive import receive
from dossier.documents.claim import claim
from dossier.documents.errors import ClaimLost
from dossier.documents.keep_one_page import keep_one_page
from dossier.documents.refuse import refuse
from dossier.ids import page_id
from dossier.jobs.worker import drain
from dossier.resources import Resources
from dossier.thesaurus.queries import refusal_reasons
from tests.dossier.deposits.test_parts import added, count, opened, order, picked, two_on_one
from tests.support.deposits import pdf, staff

pytestmark = pytest.mark.people


async def handed_over(resources: Resources, centre_id: UUID) -> tuple[UUID, list[UUID]]:
    """Hand over a photo of two papers, and a page more of the same paper; return the document and its two pages."""
    actor, document_id = Actor(centre_id=centre_id, kind="depositor", place="portal"), uuid4()
    deposit_id = await opened(actor)
    files = [await added(resources, actor, deposit_id, each, document_id) for each in (two_on_one(), pdf("last"))]
    await receive(resources, actor, deposit_id)
    return document_id, [page_id(each, 0) for each in files]


async def test_whoever_holds_the_document_keeps_one_page(resources: Resources, centre_id: UUID) -> None:
    document_id, own = await handed_over(resources, centre_id)
    await drain(resources)
    clerk = await staff(centre_id, "ines.moreau")
    assert len(await order(clerk, document_id)) == 3
    with pytest.raises(ClaimLost):
        await keep_one_page(clerk, document_id, own[0])
    await claim(clerk, document_id, 900)
    await keep_one_page(clerk, document_id, own[0])
    await drain(resources)
    assert await order(clerk, document_id) == own
    assert await count(clerk, "events", "name = 'KeptAsOne' AND actor_kind = 'staff'") == 1


@pytest.mark.boxed
@pytest.mark.parametrize("meanwhile", [False, True])
async def test_a_document_that_was_decided_takes_no_parts(
    resources: Resources, centre_id: UUID, *, meanwhile: bool
) -> None:
    document_id, own = await handed_over(resources, centre_id)
    clerk = await staff(centre_id, "ines.moreau")
    await claim(clerk, document_id, 900)
    making = asyncio.ensure_future(process_page(resources, clerk, own[0])) if meanwhile else None
    if meanwhile:
        await picked(clerk, own[0])
    await refuse(clerk, document_id, (await refusal_reasons(clerk))[0].id, "")
    if making is not None:
        await making
    await drain(resources)
    assert await order(clerk, document_id) == own
    assert await count(clerk, "pages", "id = $1 AND state = 'ready' AND seen_quad IS NULL", own[0]) == 1
