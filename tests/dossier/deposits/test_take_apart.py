"""Both sides of a card while others act: taps at once, a late tap, a slow or a killed worker; the last act holds."""

import asyncio
import os
import signal
from dataclasses import replace

import asyncpg
import pytest

from dossier.database.actor import Actor
from dossier.deposits.corners import WHOLE_PHOTO
from dossier.deposits.errors import DepositNotOpen, NoSuchPage
from dossier.deposits.lay_under import NotTwoSides
from dossier.deposits.process_page import POISON, process_page
from dossier.deposits.remake import PageBusy
from dossier.deposits.remove_original import remove_original
from dossier.deposits.set_corners import set_corners
from dossier.deposits.turn_page import turn_page
from dossier.jobs.worker import drain
from dossier.lifecycle import PageState
from dossier.resources import Resources
from tests.support.handed_card import Card, handed_card
from tests.support.often import often
from tests.support.processes import descendants

pytestmark = pytest.mark.boxed


@pytest.fixture
async def card(resources: Resources, actor: Actor) -> Card:
    return await handed_card(resources, actor)


async def test_a_join_that_comes_after_the_sending_changes_nothing(card: Card) -> None:
    slow = await asyncpg.connect(card.resources.settings.database_url.get_secret_value())
    try:
        async with slow.transaction():  # the deposit is being received while the tap is on its way
            await slow.execute(
                "SELECT set_config('app.centre_id', $1, true), set_config('app.kind', 'system', true)",
                str(card.actor.centre_id),
            )
            received_now = "UPDATE deposits SET state = 'received', received_at = now() WHERE id = $1"
            await slow.execute(received_now, card.deposit_id)
            joining = asyncio.create_task(card.join())
            await asyncio.sleep(0.3)
            assert not joining.done()
        with pytest.raises(DepositNotOpen):
            await joining
    finally:
        await slow.close()
    assert await card.ids() == [card.front, card.back]


async def test_taps_at_once_end_as_one_of_them_says(card: Card) -> None:
    """Join, part, turn, cut and take back in every mixture; then all that is shown is made, and nothing is lost."""
    for round_number in range(6):
        acts = [
            card.join(),
            card.join(),
            card.apart(),
            turn_page(card.actor, card.deposit_id, card.back, 90 if round_number % 2 else 180),
            turn_page(card.actor, card.deposit_id, card.front, 180),
            set_corners(card.actor, card.deposit_id, card.back, WHOLE_PHOTO),
            drain(card.resources),
        ]
        ended = await asyncio.gather(*acts[round_number:], *acts[:round_number], return_exceptions=True)
        odd = [each for each in ended if each is not None and not isinstance(each, PageBusy | NotTwoSides | NoSuchPage)]
        assert odd == []
        await drain(card.resources)
        pages = await card.pages()
        assert sorted(side.id for page in pages for side in page.sides) == sorted([card.front, card.back])
        assert all(each.is_ready for each in pages)
        for each in pages:
            newest = "SELECT under_id FROM renditions WHERE page_id = $1 ORDER BY recipe_version DESC LIMIT 1"
            lower = each.sides[1].id if each.shows_both_sides else None
            assert await card.value(newest, each.id) == lower, "the newest picture is of what lies there"


async def stopped_reader() -> int:
    """Stop the boxed child that makes pages in the midst of its work; return its process."""
    (reader,) = [pid for pid, words in descendants(os.getpid()).items() if "dossier.imaging.child" in words]
    os.kill(reader, signal.SIGSTOP)
    return reader


@pytest.mark.parametrize("act", often(["apart", "front taken back", "back taken back"], "apart", "back taken back"))
async def test_a_worker_that_is_late_writes_down_no_picture_of_both(card: Card, act: str) -> None:
    await card.join()
    reader = await stopped_reader()
    making = asyncio.create_task(process_page(card.resources, card.actor, card.front))
    await asyncio.sleep(0.3)
    if act == "apart":
        await card.apart()
    else:
        gone = card.front_file if act.startswith("front") else card.back_file
        await remove_original(card.actor, card.deposit_id, gone)
    os.kill(reader, signal.SIGCONT)
    await making
    assert await card.value("SELECT count(*) FROM renditions WHERE under_id IS NOT NULL") == 0
    await drain(card.resources)
    assert all(each.is_ready and len(each.sides) == 1 for each in await card.pages())
    if act != "apart":
        left = "SELECT count(*) FROM removals WHERE reason = 'taken_back' AND starts_with(vault_key, $1)"
        prefix = f"{card.actor.centre_id}/{card.front}/"
        assert await card.value(left, prefix), "the picture of both that the worker put goes from the vault"


async def test_a_worker_that_is_killed_makes_the_page_of_both_at_its_next_pick(card: Card) -> None:
    await card.join()
    reader = await stopped_reader()
    making = asyncio.create_task(process_page(card.resources, card.actor, card.front))
    await asyncio.sleep(0.3)
    making.cancel()  # nothing of this pick is written down but that it was made
    os.kill(reader, signal.SIGCONT)
    with pytest.raises(asyncio.CancelledError):
        await making
    assert await card.value("SELECT picks FROM pages WHERE id = $1", card.front) == 1
    await drain(card.resources)
    (both,) = await card.pages()
    assert (both.is_ready, both.shows_both_sides) == (True, True)


async def test_a_page_of_both_that_cannot_be_made_can_be_taken_apart(card: Card) -> None:
    await card.join()
    poor = replace(card.resources, settings=card.resources.settings.model_copy(update={"job_picks_max": 2}))
    await card.value("UPDATE pages SET picks = 2 WHERE id = $1 RETURNING id", card.front)
    await process_page(poor, card.actor, card.front)
    (broken,) = await card.pages()
    assert (broken.state, broken.problem, broken.shows_both_sides) == (PageState.UNREADABLE, POISON, True)
    await card.apart()
    await drain(card.resources)
    assert [each.is_ready for each in await card.pages()] == [True, True]


async def test_a_worker_that_waited_for_the_page_sees_what_lies_under_it_now(card: Card) -> None:
    """A pick that waits for whoever takes the sides apart makes the front alone, and not what lay there before."""
    single = (await card.pages())[0]
    await card.join()
    slow = await asyncpg.connect(card.resources.settings.database_url.get_secret_value())
    try:
        async with slow.transaction():
            await slow.execute(
                "SELECT set_config('app.centre_id', $1, true), set_config('app.kind', 'system', true)",
                str(card.actor.centre_id),
            )
            await slow.execute("UPDATE pages SET laid_under = NULL WHERE id = $1", card.back)
            await slow.execute("UPDATE pages SET recipe_version = recipe_version + 1 WHERE id = $1", card.front)
            making = asyncio.create_task(process_page(card.resources, card.actor, card.front))
            await asyncio.sleep(0.3)
            assert not making.done()
        await making
    finally:
        await slow.close()
    front, _ = await card.pages()
    assert (front.is_ready, front.recipe_version, front.height_pixels) == (True, 3, single.height_pixels)
    assert await card.value("SELECT count(*) FROM renditions WHERE under_id IS NOT NULL") == 0
