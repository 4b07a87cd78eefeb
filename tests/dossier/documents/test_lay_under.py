"""Both sides of a card at the desk: one page of one's own document, by who holds it; the originals stay two."""

from uuid import UUID, uuid4

import pytest

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.add_original import add_original
from dossier.deposits.errors import NoSuchPage
from dossier.deposits.lay_under import NotTwoSides
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.receive import receive
from dossier.documents.claim import claim
from dossier.documents.errors import ClaimLost
from dossier.documents.lay_under import lay_under
from dossier.documents.original import readable_original
from dossier.documents.page_in_hand import corners_in_hand
from dossier.documents.queue import queue
from dossier.documents.review import readable_rendition, review
from dossier.documents.set_corners import set_corners
from dossier.documents.take_apart import take_apart
from dossier.documents.turn_page import turn_page
from dossier.ids import page_id
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.support.cards import card_pdf
from tests.support.deposits import received, staff

pytestmark = pytest.mark.people

Handed = tuple[UUID, tuple[UUID, UUID]]


@pytest.fixture
async def card(resources: Resources, centre_id: UUID) -> Handed:
    """Hand both sides of a card in, each a file; return the document and its pages."""
    actor = Actor(centre_id=centre_id, kind="depositor", place="portal")
    deposit_id, paper_id, files = uuid4(), uuid4(), (uuid4(), uuid4())
    await open_deposit(actor, deposit_id, circuit="portal", language="fr", depositor=Depositor(name="Ann"))
    for original_id, word in zip(files, ("Front", "Back"), strict=True):
        file = await received(resources, card_pdf(word))
        await add_original(resources, actor, deposit_id, paper_id, original_id, file)
    await receive(resources, actor, deposit_id)
    await drain(resources)
    return paper_id, (page_id(files[0], 0), page_id(files[1], 0))


async def test_whoever_holds_the_document_joins_and_parts(resources: Resources, centre_id: UUID, card: Handed) -> None:
    document_id, (front, back) = card
    clerk = await staff(centre_id, "ines.moreau")
    for early in (lay_under(clerk, document_id, front, back), take_apart(clerk, document_id, front)):
        with pytest.raises(ClaimLost):
            await early
    await claim(clerk, document_id, 900)
    with pytest.raises(NotTwoSides):
        await lay_under(clerk, document_id, back, front)
    with pytest.raises(NoSuchPage):
        await lay_under(clerk, document_id, uuid4(), back)
    for _ in range(2):
        await lay_under(clerk, document_id, front, back)
    await drain(resources)
    (both,) = (await review(clerk, document_id)).pages
    assert [each.id for each in both.sides] == [front, back]
    assert both.is_ready
    (row,) = (await queue(clerk)).rows
    assert (row.page_count, row.waiting_count) == (1, 0)
    for _ in range(2):
        await take_apart(clerk, document_id, front)
    (row,) = (await queue(clerk)).rows
    assert (row.page_count, row.waiting_count) == (2, 1)
    await drain(resources)
    assert [(each.id, each.is_ready) for each in (await review(clerk, document_id)).pages] == [
        (front, True),
        (back, True),
    ]


async def test_the_lower_side_is_still_read_turned_and_cut(resources: Resources, centre_id: UUID, card: Handed) -> None:
    document_id, (front, back) = card
    clerk = await staff(centre_id, "ines.moreau")
    await claim(clerk, document_id, 900)
    await lay_under(clerk, document_id, front, back)
    await drain(resources)
    assert (await readable_rendition(clerk, back, "original")).media_type == "image/jpeg"
    for each in (await review(clerk, document_id)).pages[0].sides:
        assert (await readable_original(clerk, each.original_id, scan_required=False)).media_type == "application/pdf"
    await turn_page(clerk, document_id, back, 180)
    await drain(resources)
    await set_corners(clerk, document_id, back, ((0.0, 0.0), (0.6, 0.0), (0.6, 1.0), (0.0, 1.0)))
    assert await corners_in_hand(clerk, document_id, back) is None, "it is being made"
    await drain(resources)
    seen = await corners_in_hand(clerk, document_id, back)
    assert seen is not None
    assert seen.by_person
    (both,) = (await review(clerk, document_id)).pages
    assert (both.is_ready, both.recipe_version) == (True, 4)


async def test_a_virus_in_the_lower_side_s_file_is_told(resources: Resources, centre_id: UUID, card: Handed) -> None:
    document_id, (front, back) = card
    clerk = await staff(centre_id, "ines.moreau")
    await claim(clerk, document_id, 900)
    await lay_under(clerk, document_id, front, back)
    await drain(resources)
    async with transaction(clerk) as tx:
        found = await tx.value(
            """UPDATE originals SET scan = 'infected', scan_found = 'Eicar', scanned_at = now()
               WHERE id = (SELECT original_id FROM pages WHERE id = $1) RETURNING id""",
            back,
        )
    assert (await review(clerk, document_id)).infected == {found}
    (row,) = (await queue(clerk)).rows
    assert row.infected
