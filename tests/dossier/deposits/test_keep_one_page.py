"""Keep one page: the parts of a photo go, the whole photo is one page, and its papers are not sought again."""

import asyncio
from uuid import UUID, uuid4

import cv2
import numpy as np
import pytest

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.corners import WHOLE_PHOTO, own_corners
from dossier.deposits.errors import DepositNotOpen, NoSuchPage
from dossier.deposits.keep_one_page import keep_one_page
from dossier.deposits.lay_under import lay_under
from dossier.deposits.process_page import process_page
from dossier.deposits.receive import receive
from dossier.deposits.remake import PageBusy
from dossier.deposits.set_corners import set_corners
from dossier.deposits.turn_page import turn_page
from dossier.ids import page_id
from dossier.jobs.worker import drain
from dossier.lifecycle import PageState
from dossier.resources import Resources
from tests.dossier.deposits.test_parts import added, count, opened, pages, picked, two_on_one
from tests.support.cards import card_pdf, card_photo
from tests.support.deposits import pdf


async def test_the_whole_photo_is_one_page_and_stays_it(resources: Resources, actor: Actor) -> None:
    deposit_id = await opened(actor)
    original_id = await added(resources, actor, deposit_id, two_on_one())
    await drain(resources)
    first, part = page_id(original_id, 0), page_id(original_id, 0, 1)
    await keep_one_page(actor, deposit_id, part)
    await drain(resources)
    (page,) = await pages(actor, deposit_id)
    assert (page.id, page.state, page.recipe_version) == (first, PageState.READY, 2)
    seen = await own_corners(actor, deposit_id, first)
    assert seen is not None
    assert seen.quad == WHOLE_PHOTO
    assert await count(actor, "renditions", "page_id = $1", part) == 0
    assert await count(actor, "removals", "deposit_id = $1 AND reason = 'kept_as_one'", deposit_id) == 5
    await set_corners(actor, deposit_id, first, None)
    await drain(resources)
    assert len(await pages(actor, deposit_id)) == 1, "found again, it is the best one, and no parts"
    assert await count(actor, "events", "name = 'KeptAsOne' AND record_id = $1", first) == 1


async def test_a_second_touch_changes_nothing(resources: Resources, actor: Actor) -> None:
    deposit_id = await opened(actor)
    original_id = await added(resources, actor, deposit_id, two_on_one())
    await drain(resources)
    for _ in range(2):
        await keep_one_page(actor, deposit_id, page_id(original_id, 0))
    await drain(resources)
    assert (await pages(actor, deposit_id))[0].recipe_version == 2


@pytest.mark.boxed
async def test_a_part_that_is_just_being_made_is_gone_all_the_same(resources: Resources, actor: Actor) -> None:
    deposit_id = await opened(actor)
    original_id = await added(resources, actor, deposit_id, two_on_one())
    first, part = page_id(original_id, 0), page_id(original_id, 0, 1)
    await process_page(resources, actor, first)
    making = asyncio.ensure_future(process_page(resources, actor, part))
    await picked(actor, part)
    await keep_one_page(actor, deposit_id, first)
    await making
    await drain(resources)
    assert [each.id for each in await pages(actor, deposit_id)] == [first]
    assert await count(actor, "renditions", "page_id = $1", part) == 0


async def test_while_the_page_is_made_it_keeps_its_parts(resources: Resources, actor: Actor) -> None:
    deposit_id = await opened(actor)
    original_id = await added(resources, actor, deposit_id, two_on_one())
    await drain(resources)
    await turn_page(actor, deposit_id, page_id(original_id, 0), 90)
    with pytest.raises(PageBusy):
        await keep_one_page(actor, deposit_id, page_id(original_id, 0))
    assert len(await pages(actor, deposit_id)) == 2


async def test_a_photo_of_one_stays_as_it_is_and_strangers_pages_are_not_there(
    resources: Resources, actor: Actor
) -> None:
    deposit_id, other_id = await opened(actor), await opened(actor)
    original_id = await added(resources, actor, deposit_id, pdf("one"))
    await drain(resources)
    await keep_one_page(actor, deposit_id, page_id(original_id, 0))
    assert (await pages(actor, deposit_id))[0].recipe_version == 1
    for deposit, page in ((other_id, page_id(original_id, 0)), (deposit_id, uuid4())):
        with pytest.raises(NoSuchPage):
            await keep_one_page(actor, deposit, page)


async def test_once_sent_it_is_for_the_desk(resources: Resources, actor: Actor) -> None:
    deposit_id = await opened(actor)
    original_id = await added(resources, actor, deposit_id, two_on_one())
    await receive(resources, actor, deposit_id)
    with pytest.raises(DepositNotOpen):
        await keep_one_page(actor, deposit_id, page_id(original_id, 0))
    async with transaction(actor) as tx:
        assert await tx.value("SELECT recipe_version FROM pages WHERE original_id = $1", original_id) == 1


async def two_cards(resources: Resources, actor: Actor) -> tuple[UUID, UUID, UUID, UUID]:
    """Hand in one photo of two cards and a file of a third side, on one paper; return the deposit and the pages."""
    deposit_id, paper_id = await opened(actor), uuid4()
    photo = bytes(cv2.imencode(".jpg", np.vstack([card_photo(0), card_photo(1)]))[1])
    photo_id = await added(resources, actor, deposit_id, photo, paper_id)
    other_id = await added(resources, actor, deposit_id, card_pdf("back"), paper_id)
    await drain(resources)
    return deposit_id, page_id(photo_id, 0), page_id(photo_id, 0, 1), page_id(other_id, 0)


async def test_what_lay_under_a_part_comes_back(resources: Resources, actor: Actor) -> None:
    deposit_id, first, part, other = await two_cards(resources, actor)
    await lay_under(actor, deposit_id, part, other)
    await drain(resources)
    assert [each.id for each in await pages(actor, deposit_id)] == [first, part]
    await keep_one_page(actor, deposit_id, first)
    await drain(resources)
    assert [each.id for each in await pages(actor, deposit_id)] == [first, other]


async def test_a_photo_of_both_sides_can_be_one_page_again(resources: Resources, actor: Actor) -> None:
    deposit_id, first, part, other = await two_cards(resources, actor)
    await lay_under(actor, deposit_id, first, part)
    await drain(resources)
    assert [each.id for each in await pages(actor, deposit_id)] == [first, other]
    await keep_one_page(actor, deposit_id, first)
    await drain(resources)
    whole, _ = await pages(actor, deposit_id)
    assert (whole.id, whole.state, whole.shows_both_sides) == (first, PageState.READY, False)
    assert await count(actor, "renditions", "under_id = $1", part) == 0


async def test_a_part_that_lay_under_another_page_leaves_it(resources: Resources, actor: Actor) -> None:
    deposit_id, paper_id = await opened(actor), uuid4()
    other_id = await added(resources, actor, deposit_id, card_pdf("front"), paper_id)
    photo = bytes(cv2.imencode(".jpg", np.vstack([card_photo(0), card_photo(1)]))[1])
    photo_id = await added(resources, actor, deposit_id, photo, paper_id)
    await drain(resources)
    first, other = page_id(photo_id, 0), page_id(other_id, 0)
    await lay_under(actor, deposit_id, other, first)
    await drain(resources)
    await keep_one_page(actor, deposit_id, page_id(photo_id, 0, 1))
    await drain(resources)
    upper, whole = await pages(actor, deposit_id)
    assert (upper.id, upper.state, upper.shows_both_sides) == (other, PageState.READY, False)
    assert (whole.id, whole.state) == (first, PageState.READY)
