"""Corners at the desk: a page of one's own document, by who holds it, before it is decided."""

from uuid import UUID, uuid4

import pytest

from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.deposits.corners import CornersCrossed
from dossier.deposits.errors import NoSuchPage
from dossier.documents.claim import claim
from dossier.documents.errors import ClaimLost, SecondReaderNeeded
from dossier.documents.page_in_hand import corners_in_hand
from dossier.documents.set_corners import set_corners
from dossier.imaging.values import Quad
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.support.deposits import hand_over, staff

pytestmark = pytest.mark.people

SHEET: Quad = ((0.1, 0.1), (0.9, 0.1), (0.9, 0.6), (0.1, 0.6))


async def page_of(centre_id: UUID, document_id: UUID) -> UUID:
    async with transaction(system(centre_id)) as tx:
        found: UUID = await tx.value("SELECT page_id FROM document_pages WHERE document_id = $1", document_id)
    return found


async def test_corners_are_set_in_their_own_document_by_who_holds_it(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, types=(None, None))
    await drain(resources)
    (first, second), clerk = made.document_ids, await staff(centre_id, "ines.moreau")
    page = await page_of(centre_id, first)
    for act in (set_corners(clerk, first, page, SHEET), corners_in_hand(clerk, first, page)):
        with pytest.raises(ClaimLost):
            await act
    await claim(clerk, first, 900)
    for document_id, page_id in ((second, page), (first, uuid4())):
        with pytest.raises(NoSuchPage):
            await set_corners(clerk, document_id, page_id, SHEET)
    with pytest.raises(CornersCrossed):
        await set_corners(clerk, first, page, SHEET[::-1])
    await set_corners(clerk, first, page, SHEET)
    assert await corners_in_hand(clerk, first, page) is None, "it is being made"
    await drain(resources)
    seen = await corners_in_hand(clerk, first, page)
    assert seen is not None
    assert (seen.quad, seen.by_person) == (SHEET, True)
    async with transaction(clerk) as tx:
        assert await tx.value("SELECT count(*) FROM events WHERE name = 'CornersSet' AND actor_kind = 'staff'") == 1


async def test_a_first_reader_leaves_the_corners_to_the_second(resources: Resources, centre_id: UUID) -> None:
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
        await set_corners(clerk, document_id, await page_of(centre_id, document_id), SHEET)
