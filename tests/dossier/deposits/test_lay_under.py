"""Both sides of a card: two pages become one that shows both, whatever is done to either, and two again."""

from uuid import uuid4

import asyncpg
import cv2
import numpy as np
import pytest

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits import queries
from dossier.deposits.corners import WHOLE_PHOTO, own_corners
from dossier.deposits.errors import DepositNotOpen, NoSuchPage
from dossier.deposits.lay_under import NotTwoSides, card_of, lay_under, sides_of_cards
from dossier.deposits.process_page import process_page
from dossier.deposits.receive import receive
from dossier.deposits.remake import PageBusy
from dossier.deposits.remove_original import remove_original
from dossier.deposits.set_corners import set_corners
from dossier.deposits.take_apart import take_apart
from dossier.deposits.turn_page import turn_page
from dossier.documents.tracking import tracked
from dossier.ids import page_id
from dossier.imaging.sheet import MM_PER_INCH
from dossier.imaging.sides import GAP_MM
from dossier.jobs.worker import drain
from dossier.lifecycle import DepositState, PageState
from dossier.receipts.statement import SignedOriginal
from dossier.resources import Resources
from tests.support.cards import card_pdf
from tests.support.deposits import pdf
from tests.support.handed_card import Card, handed_card


@pytest.fixture
async def card(resources: Resources, actor: Actor) -> Card:
    return await handed_card(resources, actor)


async def test_two_sides_become_one_page_and_two_again(card: Card) -> None:
    single = (await card.pages())[0]
    assert sides_of_cards(await card.pages()) == {card.front: card.back}
    assert card_of(await card.pages(), card.back) == (card.front, card.back)
    for _ in range(2):  # a double tap
        await card.join()
    (waiting,) = await card.pages()
    assert (waiting.id, waiting.state, waiting.recipe_version) == (card.front, PageState.WAITING, 2)
    await drain(card.resources)
    (both,) = await card.pages()
    assert [each.id for each in both.sides] == [card.front, card.back]
    assert [each.original_id for each in both.sides] == [card.front_file, card.back_file]
    assert both.is_ready
    assert not both.is_card_side
    assert both.dpi == pytest.approx(single.dpi, abs=1)
    assert single.height_pixels
    assert both.height_pixels
    assert both.height_pixels > 2 * single.height_pixels
    kinds = await card.value(
        "SELECT count(*) FROM renditions WHERE page_id = $1 AND under_id = $2", card.front, card.back
    )
    assert kinds == 5
    for _ in range(2):
        await card.apart()
    assert [each.state for each in await card.pages()] == [PageState.WAITING, PageState.READY], "the back is there"
    await drain(card.resources)
    assert await card.ids() == [card.front, card.back]
    assert (await card.picture(card.front)).shape == (single.height_pixels, single.width_pixels, 3)
    names = "SELECT string_agg(name, ' ' ORDER BY seq) FROM events WHERE name LIKE '%Under' OR name LIKE '%Apart'"
    assert await card.value(names) == "PageLaidUnder PagesTakenApart"


async def test_only_neighbours_that_are_both_sides_of_cards_are_laid(card: Card) -> None:
    letter = await card.add(pdf("a letter"))
    third = await card.add(card_pdf("Third"))
    with pytest.raises(NotTwoSides):
        await lay_under(card.actor, card.deposit_id, letter, third)  # neither is made yet
    await drain(card.resources)
    assert sides_of_cards(await card.pages()) == {card.front: card.back}
    for upper, lower in ((card.back, letter), (card.back, third), (card.back, card.front), (card.front, card.front)):
        with pytest.raises(NotTwoSides):
            await lay_under(card.actor, card.deposit_id, upper, lower)
    with pytest.raises(NoSuchPage):
        await lay_under(card.actor, card.deposit_id, uuid4(), card.back)
    with pytest.raises(NoSuchPage):
        await take_apart(card.actor, card.deposit_id, uuid4())
    await card.join()
    await drain(card.resources)
    with pytest.raises(NoSuchPage):  # what lies under another bears nothing itself
        await lay_under(card.actor, card.deposit_id, card.back, third)
    with pytest.raises(NotTwoSides):  # and a page bears one alone
        await lay_under(card.actor, card.deposit_id, card.front, letter)
    assert await card.ids() == [card.front, letter, third]


async def test_a_page_bears_one_other_and_never_itself(card: Card) -> None:
    third = await card.add(card_pdf("Third"))
    await card.join()
    for lower, upper in ((third, card.front), (third, third)):
        with pytest.raises(asyncpg.IntegrityConstraintViolationError):
            await card.value("UPDATE pages SET laid_under = $2 WHERE id = $1 RETURNING id", lower, upper)


async def test_two_pages_of_one_file_can_be_the_two_sides(card: Card) -> None:
    first = await card.add(card_pdf("Recto", "Verso"))
    await drain(card.resources)
    second = (await card.ids())[3]
    await lay_under(card.actor, card.deposit_id, first, second)
    await drain(card.resources)
    assert await card.ids() == [card.front, card.back, first]
    assert [each.state for each in await card.pages()] == [PageState.READY] * 3
    original_id = (await card.pages())[2].original_id
    await remove_original(card.actor, card.deposit_id, original_id)
    await drain(card.resources)
    assert await card.ids() == [card.front, card.back]


async def test_a_page_of_both_sides_is_ready_when_either_side_can_be_changed(card: Card) -> None:
    """Two pages are made anew, whichever first: what is shown as ready is not busy."""
    await card.join()
    await drain(card.resources)
    await turn_page(card.actor, card.deposit_id, card.back, 180)
    await process_page(card.resources, card.actor, card.front)
    assert [each.state for each in await card.pages()] == [PageState.WAITING]
    assert await own_corners(card.actor, card.deposit_id, card.back) is None
    await process_page(card.resources, card.actor, card.back)
    assert [each.state for each in await card.pages()] == [PageState.READY]
    assert await own_corners(card.actor, card.deposit_id, card.back) is not None


async def test_turning_and_cutting_either_side_makes_the_page_of_both_anew(card: Card) -> None:
    await card.join()
    await drain(card.resources)
    before = await card.picture(card.front)
    await turn_page(card.actor, card.deposit_id, card.back, 180)
    (busy,) = await card.pages()
    assert busy.state is PageState.WAITING
    with pytest.raises(PageBusy):
        await turn_page(card.actor, card.deposit_id, card.back, 180)
    with pytest.raises(PageBusy):
        await turn_page(card.actor, card.deposit_id, card.front, 180)
    await drain(card.resources)
    after = await card.picture(card.front)
    assert after.shape == before.shape
    dpi = (await card.pages())[0].dpi
    assert dpi
    gap = round(GAP_MM * dpi / MM_PER_INCH)
    half = (before.shape[0] - gap) // 2
    assert np.abs(after[:half].astype(int) - before[:half]).max() < 20, "the front stands as it did"
    was, now = before[-half:-gap, gap:-gap], after[-half:-gap, gap:-gap].astype(int)
    turned = cv2.rotate(was, cv2.ROTATE_180)
    assert np.abs(now - turned).mean() < 3 < np.abs(now - was).mean(), "the back stands on its head"
    await turn_page(card.actor, card.deposit_id, card.front, 90)
    await drain(card.resources)
    (standing,) = await card.pages()
    assert standing.height_pixels
    assert standing.height_pixels > before.shape[0] + 200
    quad = ((0.0, 0.0), (0.5, 0.0), (0.5, 0.5), (0.0, 0.5))
    await set_corners(card.actor, card.deposit_id, card.back, quad)
    await drain(card.resources)
    await set_corners(card.actor, card.deposit_id, card.front, WHOLE_PHOTO)
    await drain(card.resources)
    (last,) = await card.pages()
    assert last.is_ready
    assert [each.recipe_version for each in last.sides] == [6, 3]
    assert await card.value("SELECT count(*) FROM events WHERE name = 'LowerSideRemade'") == 2


async def test_what_is_wrong_is_known_of_each_side(card: Card) -> None:
    await card.join()
    await drain(card.resources)
    await card.value("UPDATE pages SET faults = '{blur}' WHERE id = $1 RETURNING id", card.back)
    await card.value("UPDATE pages SET faults = '{dark,blur}' WHERE id = $1 RETURNING id", card.front)
    (both,) = await card.pages()
    assert ([each.faults for each in both.sides], both.faults) == ([("dark", "blur"), ("blur",)], ("dark", "blur"))


@pytest.mark.parametrize("which", ["front", "back"])
async def test_a_side_that_is_taken_back_leaves_the_other_and_no_picture_of_itself(card: Card, which: str) -> None:
    await card.join()
    await drain(card.resources)
    gone, stays = (card.front_file, card.back) if which == "front" else (card.back_file, card.front)
    shown = "SELECT count(*) FROM renditions WHERE under_id IS NOT NULL OR page_id = $1"
    await remove_original(card.actor, card.deposit_id, gone)
    assert await card.value(shown, page_id(gone, 0)) == 0
    await drain(card.resources)
    (left,) = await card.pages()
    assert (left.id, left.is_ready, len(left.sides)) == (stays, True, 1)
    assert (await card.picture(stays)).shape[0] == left.height_pixels
    keys = "SELECT count(*) FROM renditions r JOIN removals m ON m.vault_key = r.vault_key"
    assert await card.value(keys) == 0, "no row names what shall go"


async def test_a_side_taken_back_after_they_were_taken_apart_is_on_no_picture_either(card: Card) -> None:
    await card.join()
    await drain(card.resources)
    await card.apart()
    await drain(card.resources)
    assert await card.value("SELECT count(*) FROM renditions WHERE under_id = $1", card.back) == 5
    await remove_original(card.actor, card.deposit_id, card.back_file)
    assert await card.value("SELECT count(*) FROM renditions WHERE under_id = $1", card.back) == 0
    assert await card.ids() == [card.front]
    assert (await card.pages())[0].is_ready


async def test_the_receipt_signs_both_originals_and_the_document_shows_one_page(card: Card) -> None:
    async with transaction(card.actor) as tx:
        rows = await tx.rows("SELECT sha256, page_count FROM originals ORDER BY position")
    await card.join()
    receipt = await receive(card.resources, card.actor, card.deposit_id)  # while the page of both is being made
    assert receipt.statement.originals == tuple(SignedOriginal(**dict(each)) for each in rows)
    assert receipt.page_count == 2
    (document,) = await tracked(card.actor, card.deposit_id)
    assert [each.id for each in document.pages] == [card.front]
    assert await card.value("SELECT count(*) FROM document_pages WHERE document_id = $1", card.paper_id) == 2
    for late in (card.join(), card.apart()):
        with pytest.raises(DepositNotOpen):
            await late
    await drain(card.resources)
    assert (await queries.deposit(card.actor, card.deposit_id)).state is DepositState.READY
