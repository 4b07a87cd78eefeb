"""A photo of several papers: each becomes a page, once, in its place; none where it was taken back or decided."""

import asyncio
from dataclasses import replace
from uuid import UUID, uuid4

import cv2
import numpy as np
import pytest

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits import queries
from dossier.deposits.add_original import add_original
from dossier.deposits.corners import own_corners
from dossier.deposits.errors import TooManyPages
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.process_page import process_page
from dossier.deposits.queries import PageView, papers_seen
from dossier.deposits.receive import receive
from dossier.deposits.remove_original import remove_original
from dossier.deposits.set_corners import set_corners
from dossier.deposits.turn_page import turn_page
from dossier.ids import page_id
from dossier.imaging.values import Quad
from dossier.jobs.worker import drain
from dossier.lifecycle import DepositState, PageState
from dossier.resources import Resources
from tests.dossier.imaging.drawing import LAID, on_table, paper, two_letters
from tests.support.deposits import pdf, received
from tests.support.often import often
from tests.support.patience import PATIENCE_SECONDS

CORNER: Quad = ((0.1, 0.1), (0.4, 0.1), (0.4, 0.9), (0.1, 0.9))


def two_on_one() -> bytes:
    return bytes(cv2.imencode(".jpg", two_letters())[1])


async def opened(actor: Actor) -> UUID:
    deposit_id = uuid4()
    await open_deposit(actor, deposit_id, circuit="portal", language="fr", depositor=Depositor(name="Ann", contact="-"))
    return deposit_id


async def added(
    resources: Resources, actor: Actor, deposit_id: UUID, data: bytes, paper_id: UUID | None = None
) -> UUID:
    """Add a file as a paper of its own, or as a page more of one; return the original's id."""
    original_id = uuid4()
    await add_original(resources, actor, deposit_id, paper_id or uuid4(), original_id, await received(resources, data))
    return original_id


async def pages(actor: Actor, deposit_id: UUID) -> list[PageView]:
    return [page for paper in (await queries.deposit(actor, deposit_id)).papers for page in paper.pages]


async def count(actor: Actor, table: str, condition: str, *values: object) -> int:
    async with transaction(actor) as tx:
        found: int = await tx.value(f"SELECT count(*) FROM {table} WHERE {condition}", *values)
    return found


async def order(actor: Actor, document_id: UUID) -> list[UUID]:
    """Return the pages of a document in order."""
    async with transaction(actor) as tx:
        rows = await tx.rows("SELECT page_id FROM document_pages WHERE document_id = $1 ORDER BY position", document_id)
    return [each["page_id"] for each in rows]


async def picked(actor: Actor, page: UUID) -> None:
    """Wait until a job has begun with a page."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not await count(actor, "pages", "id = $1 AND picks = 1", page):  # noqa: ASYNC110 - a row tells no event
            await asyncio.sleep(0.01)


async def test_each_paper_becomes_a_page_of_the_same_untouched_original(resources: Resources, actor: Actor) -> None:
    deposit_id = await opened(actor)
    original_id = await added(resources, actor, deposit_id, two_on_one())
    await drain(resources)
    first, second = await pages(actor, deposit_id)
    assert (first.id, second.id) == (page_id(original_id, 0), page_id(original_id, 0, 1))
    assert first.state is PageState.READY
    assert second.state is PageState.READY
    assert papers_seen([first, second]) == {original_id: 2}
    left, right = [await own_corners(actor, deposit_id, each.id) for each in (first, second)]
    assert left is not None
    assert right is not None
    assert max(x for x, _ in left.quad) < 0.5 < min(x for x, _ in right.quad)
    assert not right.by_person
    assert await count(actor, "originals", "deposit_id = $1", deposit_id) == 1


@pytest.mark.parametrize("data", [pdf("one", "two"), bytes(cv2.imencode(".jpg", on_table(paper(), LAID))[1])])
async def test_a_photo_of_one_paper_and_a_pdf_have_no_parts(resources: Resources, actor: Actor, data: bytes) -> None:
    deposit_id = await opened(actor)
    await added(resources, actor, deposit_id, data)
    await drain(resources)
    assert await count(actor, "pages", "deposit_id = $1 AND part > 0", deposit_id) == 0


@pytest.mark.boxed
async def test_a_job_that_runs_again_and_a_page_that_is_turned_add_nothing(resources: Resources, actor: Actor) -> None:
    deposit_id = await opened(actor)
    original_id = await added(resources, actor, deposit_id, two_on_one())
    first = page_id(original_id, 0)
    await asyncio.gather(process_page(resources, actor, first), process_page(resources, actor, first))
    await drain(resources)
    before = await own_corners(actor, deposit_id, first)
    await turn_page(actor, deposit_id, first, 180)
    await drain(resources)
    after = await own_corners(actor, deposit_id, first)
    assert before is not None
    assert after is not None
    assert np.array(sorted(before.quad)) == pytest.approx(np.array(sorted(after.quad)))
    assert len(await pages(actor, deposit_id)) == 2
    assert await count(actor, "events", "name = 'PartsAdded' AND record_id = $1", original_id) == 1


async def test_a_part_whose_corners_were_set_is_found_again_where_it_was_seen(
    resources: Resources, actor: Actor
) -> None:
    deposit_id = await opened(actor)
    original_id = await added(resources, actor, deposit_id, two_on_one())
    await drain(resources)
    part = page_id(original_id, 0, 1)
    seen = await own_corners(actor, deposit_id, part)
    for quad in (CORNER, None):
        await set_corners(actor, deposit_id, part, quad)
        await drain(resources)
    assert seen is not None
    assert await own_corners(actor, deposit_id, part) == replace(seen, recipe_version=3)


async def test_parts_follow_their_page_in_a_deposit_that_was_received_meanwhile(
    resources: Resources, actor: Actor
) -> None:
    deposit_id, paper_id = await opened(actor), uuid4()
    original_id = await added(resources, actor, deposit_id, two_on_one(), paper_id)
    last_id = await added(resources, actor, deposit_id, pdf("last"), paper_id)
    receipt = await receive(resources, actor, deposit_id)
    await drain(resources)
    assert await order(actor, paper_id) == [
        page_id(original_id, 0),
        page_id(original_id, 0, 1),
        page_id(last_id, 0),
    ]
    assert receipt.page_count == 2
    assert (await queries.deposit(actor, deposit_id)).state is DepositState.READY


async def test_parts_that_were_there_before_are_received_in_their_place(resources: Resources, actor: Actor) -> None:
    deposit_id, paper_id = await opened(actor), uuid4()
    original_id = await added(resources, actor, deposit_id, two_on_one(), paper_id)
    last_id = await added(resources, actor, deposit_id, pdf("last"), paper_id)
    await drain(resources)
    receipt = await receive(resources, actor, deposit_id)
    assert await order(actor, paper_id) == [
        page_id(original_id, 0),
        page_id(original_id, 0, 1),
        page_id(last_id, 0),
    ]
    assert [each.page_count for each in receipt.statement.originals] == [1, 1]


async def test_parts_take_no_room_from_what_is_handed_over(resources: Resources, actor: Actor) -> None:
    small = replace(resources, settings=resources.settings.model_copy(update={"deposit_pages_max": 2}))
    deposit_id = await opened(actor)
    await added(small, actor, deposit_id, two_on_one())
    await drain(resources)
    assert (await queries.deposit(actor, deposit_id)).page_count == 1
    await added(small, actor, deposit_id, pdf("second"))
    with pytest.raises(TooManyPages):
        await added(small, actor, deposit_id, pdf("third"))


@pytest.mark.parametrize("round_number", often(range(3), 1))
@pytest.mark.boxed
async def test_a_photo_that_is_taken_back_while_it_is_made_leaves_no_part(
    resources: Resources, actor: Actor, round_number: int
) -> None:
    deposit_id = await opened(actor)
    original_id = await added(resources, actor, deposit_id, two_on_one())
    making = asyncio.ensure_future(process_page(resources, actor, page_id(original_id, 0)))
    await asyncio.sleep(0.05 + 0.4 * round_number)
    await remove_original(actor, deposit_id, original_id)
    await making
    await drain(resources)
    assert await count(actor, "pages", "deposit_id = $1", deposit_id) == 0


async def test_taking_back_takes_the_parts_along(resources: Resources, actor: Actor) -> None:
    deposit_id = await opened(actor)
    original_id = await added(resources, actor, deposit_id, two_on_one())
    await drain(resources)
    await remove_original(actor, deposit_id, original_id)
    assert await count(actor, "pages", "deposit_id = $1", deposit_id) == 0
    assert await count(actor, "renditions", "page_id = $1", page_id(original_id, 0, 1)) == 0
    assert await count(actor, "removals", "deposit_id = $1", deposit_id) == 11
