"""A refused page is taken again: the new one stands in its place, the old one is kept aside, nothing else changes."""

from uuid import UUID, uuid4

import pytest

from demo.people import people
from dossier.database.actor import system
from dossier.deposits.abandon import abandon
from dossier.deposits.begin_retake import unsent_retakes
from dossier.deposits.purge import purge_abandoned
from dossier.deposits.queries import deposit
from dossier.deposits.receive import receive
from dossier.documents.claim import claim
from dossier.documents.lay_under import lay_under
from dossier.documents.profile import profile
from dossier.documents.queue import queue
from dossier.documents.review import readable_rendition, review
from dossier.documents.tracking import PlainState, tracked
from dossier.documents.turn_page import turn_page
from dossier.documents.validate import validate
from dossier.jobs.worker import drain
from dossier.lifecycle import DocumentState
from dossier.resources import Resources
from dossier.split.copy import copy
from dossier.split.errors import StandsThere
from dossier.split.layout import Reason
from dossier.split.table import light_table
from dossier.split.take_back import take_back
from dossier.thesaurus.queries import refusal_reasons
from tests.support.cards import card_pdf
from tests.support.deposits import hand_over, pdf, staff
from tests.support.desk import LEASE_SECONDS, profiled
from tests.support.retaking import (
    accounted,
    aside_of,
    begun,
    depositor,
    originals,
    pages_of,
    refuse_once_more,
    refused,
    rows,
    sent,
)
from tests.support.signals import events

pytestmark = pytest.mark.people


async def test_the_new_page_stands_where_the_old_one_stood(resources: Resources, centre_id: UUID) -> None:
    agent, actor = await staff(centre_id, "ines.moreau"), depositor(centre_id)
    made = await refused(resources, agent, again=(2,))
    (document_id,) = made.document_ids
    first, second, third = await pages_of(centre_id, document_id)
    before = await originals(centre_id, made.deposit_id)
    (shown,) = await tracked(actor, made.deposit_id)
    assert [number for number, _ in shown.again] == [2]
    assert [number for number, _ in shown.good] == [1, 3]
    retake_id, receipt = await sent(resources, actor, made, second)
    now = await pages_of(centre_id, document_id)
    assert (now[0], now[2]) == (first, third)
    assert now[1] not in {first, second, third}
    assert await aside_of(centre_id, document_id) == {second: ("retaken", None)}
    await accounted(centre_id, made.deposit_id, retake_id)
    # What either receipt promised stays true: its own files, untouched
    assert await originals(centre_id, made.deposit_id) == before
    assert [each.page_count for each in receipt.statement.originals] == [1]
    assert receipt.number != made.receipt.number
    # It waits again, with what was known of it, and the depositor reads so on both receipts
    for deposit_id in (made.deposit_id, retake_id):
        (each,) = await tracked(actor, deposit_id)
        assert (each.id, each.state, each.retaken_numbers) == (document_id, PlainState.BEING_LOOKED_AT, (2,))
        assert not each.again
    assert (await deposit(actor, made.deposit_id)).state == "ready"
    assert (await deposit(actor, retake_id)).state == "closed"
    assert (await events(centre_id, document_id))[-1] == "DocumentRetaken"
    (row,) = [each for each in (await queue(agent)).rows if each.id == document_id]
    assert (row.page_count, row.urgency >= 2) == (3, True)


async def test_the_desk_says_which_page_and_shows_the_one_before(resources: Resources, centre_id: UUID) -> None:
    agent, actor = await staff(centre_id, "ines.moreau"), depositor(centre_id)
    made = await refused(resources, agent, again=(2,))
    (document_id,) = made.document_ids
    _, second, _ = await pages_of(centre_id, document_id)
    await sent(resources, actor, made, second)
    seen = await review(agent, document_id)
    assert seen.state is DocumentState.CAPTURED
    assert not seen.refusal_note
    (told,) = seen.retaken
    assert (told.number, told.old_id, told.refusal_note) == (2, second, "Un coin manque.")
    assert told.refusal_fr == (await refusal_reasons(agent))[0].label_fr
    assert (await readable_rendition(agent, second, "page")).size_bytes > 0
    # The new page is worked on as every page is, and the document is filed
    await claim(agent, document_id, LEASE_SECONDS)
    await turn_page(agent, document_id, seen.pages[1].id, 90)
    await drain(resources)
    assert (await review(agent, document_id)).pages[1].recipe_version == seen.pages[1].recipe_version + 1
    await validate(agent, document_id, await profiled(centre_id, "REV_PAIE"))
    await drain(resources)
    assert [each.state for each in await tracked(actor, made.deposit_id)] == [PlainState.IN_GOOD_ORDER]


async def test_what_was_known_of_it_is_kept(resources: Resources, centre_id: UUID) -> None:
    agent, actor = await staff(centre_id, "ines.moreau"), depositor(centre_id)
    made = await hand_over(resources, centre_id, people()[0], types=("REV_PAIE",))
    (document_id,) = made.document_ids
    await claim(agent, document_id, LEASE_SECONDS)
    await profile(agent, document_id, await profiled(centre_id, "REV_PAIE", sender="ACME"))
    await refuse_once_more(resources, agent, document_id)
    await sent(resources, actor, made, (await pages_of(centre_id, document_id))[0])
    seen = await review(agent, document_id)
    assert (seen.state, seen.sender, seen.type_code) == (DocumentState.PROFILED, "ACME", "REV_PAIE")


async def test_refused_again_is_taken_again(resources: Resources, centre_id: UUID) -> None:
    agent, actor = await staff(centre_id, "ines.moreau"), depositor(centre_id)
    made = await refused(resources, agent, pages=2, again=(1,))
    (document_id,) = made.document_ids
    first, second = await pages_of(centre_id, document_id)
    one, _ = await sent(resources, actor, made, first)
    middle = (await pages_of(centre_id, document_id))[0]
    await refuse_once_more(resources, agent, document_id, (1,), "Encore flou.")
    other, _ = await sent(resources, actor, made, middle)
    last = (await pages_of(centre_id, document_id))[0]
    assert await pages_of(centre_id, document_id) == [last, second]
    assert set(await aside_of(centre_id, document_id)) == {first, middle}
    await accounted(centre_id, made.deposit_id, one, other)
    told = (await review(agent, document_id)).retaken
    assert [(each.number, each.old_id, each.refusal_note) for each in told] == [
        (1, middle, "Encore flou."),
        (1, first, "Un coin manque."),
    ]
    # From the receipt of a page taken again, the document is followed as from its own
    assert [each.id for each in await tracked(actor, other)] == [document_id]


async def test_all_pages_in_one_deposit(resources: Resources, centre_id: UUID) -> None:
    agent, actor = await staff(centre_id, "ines.moreau"), depositor(centre_id)
    made = await refused(resources, agent)
    (document_id,) = made.document_ids
    first, second, third = await pages_of(centre_id, document_id)
    retake_id = await begun(resources, actor, made, third, pdf("new third"))
    assert await unsent_retakes(actor, [retake_id, uuid4()]) == {document_id: retake_id}
    await begun(resources, actor, made, first, pdf("new first, a", "new first, b"), retake_id=retake_id)
    await begun(resources, actor, made, second, retake_id=retake_id)  # and turned round at the camera
    await receive(resources, actor, retake_id)
    await drain(resources)
    now = await pages_of(centre_id, document_id)
    assert (len(now), now[2]) == (4, second)
    assert set(await aside_of(centre_id, document_id)) == {first, third}
    await accounted(centre_id, made.deposit_id, retake_id)


async def test_the_last_of_several_photos_counts(resources: Resources, centre_id: UUID) -> None:
    agent, actor = await staff(centre_id, "ines.moreau"), depositor(centre_id)
    made = await refused(resources, agent, pages=1)
    (document_id,) = made.document_ids
    (old,) = await pages_of(centre_id, document_id)
    retake_id = await begun(resources, actor, made, old, pdf("still bad"))
    assert await begun(resources, actor, made, old, pdf("good"), retake_id=retake_id) == retake_id
    (paper,) = (await deposit(actor, retake_id)).papers
    assert len(paper.pages) == 2
    receipt = await receive(resources, actor, retake_id)
    await drain(resources)
    assert await pages_of(centre_id, document_id) == [paper.pages[1].id]
    assert set(await aside_of(centre_id, document_id)) == {old, paper.pages[0].id}
    assert len(receipt.statement.originals) == 2  # what was received is promised, whatever became of it
    await accounted(centre_id, made.deposit_id, retake_id)


async def test_both_sides_of_a_card_come_in_the_place_of_both(resources: Resources, centre_id: UUID) -> None:
    agent, actor = await staff(centre_id, "ines.moreau"), depositor(centre_id)
    card = card_pdf("Front", "Back", "Another")
    made = await hand_over(resources, centre_id, people()[0], types=("REV_PAIE",), files=(card,))
    await drain(resources)
    (document_id,) = made.document_ids
    front, back, more = await pages_of(centre_id, document_id)
    await claim(agent, document_id, LEASE_SECONDS)
    await lay_under(agent, document_id, front, back)
    await drain(resources)
    await refuse_once_more(resources, agent, document_id, (1,))
    retake_id, _ = await sent(resources, actor, made, front, card_pdf("New front"), card_pdf("New back"))
    new_front, new_back, last = await pages_of(centre_id, document_id)
    assert last == more
    assert set(await aside_of(centre_id, document_id)) == {front, back}
    await accounted(centre_id, made.deposit_id, retake_id)
    seen = await review(agent, document_id)
    assert [each.id for each in seen.pages] == [new_front, new_back, more]
    assert all(each.is_ready for each in seen.pages)
    assert [each.old_id for each in seen.retaken] == [front]


async def test_what_is_begun_and_not_sent_changes_nothing(resources: Resources, centre_id: UUID) -> None:
    agent, actor = await staff(centre_id, "ines.moreau"), depositor(centre_id)
    made = await refused(resources, agent, pages=2)
    (document_id,) = made.document_ids
    before = await pages_of(centre_id, document_id)
    retake_id = await begun(resources, actor, made, before[0], pdf("again"))
    await drain(resources)
    assert await pages_of(centre_id, document_id) == before
    assert [each.state for each in await tracked(actor, made.deposit_id)] == [PlainState.NEEDS_YOU]
    await abandon(actor, retake_id)
    await purge_abandoned(system(centre_id), 0)
    assert not await rows(centre_id, "SELECT FROM retakes WHERE deposit_id = $1", retake_id)
    assert await pages_of(centre_id, document_id) == before
    await accounted(centre_id, made.deposit_id)


async def test_a_page_of_two_documents_changes_in_the_refused_one(resources: Resources, centre_id: UUID) -> None:
    agent, actor = await staff(centre_id, "ines.moreau"), depositor(centre_id)
    made = await hand_over(resources, centre_id, people()[0], types=("REV_PAIE", "LOG_BAIL"), pages=2)
    first, second = made.document_ids
    shared = (await pages_of(centre_id, first))[0]
    await claim(agent, first, LEASE_SECONDS)
    await copy(agent, made.deposit_id, first, shared, second)
    other = await pages_of(centre_id, second)
    await refuse_once_more(resources, agent, first, (1,))
    retake_id, _ = await sent(resources, actor, made, shared)
    assert await pages_of(centre_id, second) == other
    assert shared not in await pages_of(centre_id, first)
    assert not await aside_of(centre_id, first)  # it stands in the other one, which accounts for it
    await accounted(centre_id, made.deposit_id, retake_id)
    assert [each.old_id for each in (await review(agent, first)).retaken] == [shared]


async def test_the_light_table_counts_both_and_gives_the_old_page_back(resources: Resources, centre_id: UUID) -> None:
    agent, actor = await staff(centre_id, "ines.moreau"), depositor(centre_id)
    made = await refused(resources, agent)
    (document_id,) = made.document_ids
    first, second, third = await pages_of(centre_id, document_id)
    retake_id, _ = await sent(resources, actor, made, second)
    new = (await pages_of(centre_id, document_id))[1]
    table = await light_table(agent, made.deposit_id)
    assert (table.received_count, table.filed_count, table.aside_count) == (4, 3, 1)
    assert [(each.view.id, each.reason, each.sheet) for each in table.aside] == [(second, Reason.RETAKEN, 2)]
    assert [each.sheet for each in table.documents[0].pages] == [1, 2, 3]
    await claim(agent, document_id, LEASE_SECONDS)
    await take_back(agent, made.deposit_id, second)
    assert await pages_of(centre_id, document_id) == [first, second, new, third]  # before what took its place
    await accounted(centre_id, made.deposit_id, retake_id)
    with pytest.raises(StandsThere):
        await copy(agent, made.deposit_id, document_id, second, document_id)
