"""Acts on many documents are undone at once: each as it was, but for what somebody has touched since."""

from datetime import timedelta
from uuid import UUID

import pytest

from demo.people import people
from dossier import clock
from dossier.database.actor import Actor
from dossier.documents.assign import assign
from dossier.documents.choosing import Chosen
from dossier.documents.claim import claim
from dossier.documents.many_acts import COLUMNS
from dossier.documents.propose_type import propose_type
from dossier.documents.put_aside import AsideReason, fetch_back, put_aside
from dossier.documents.undo import ChangedSince, NothingToUndo, UndoOver
from dossier.documents.undo_many import undo_many
from dossier.documents.validate import validate
from dossier.jobs.worker import drain
from dossier.people.access import NotYourWork
from dossier.resources import Resources
from dossier.thesaurus.content import Moment, SignalRule
from dossier.thesaurus.queries import all_types
from tests.support.deposits import staff
from tests.support.desk import LEASE_SECONDS, UNDO_SECONDS, in_hand, profiled
from tests.support.signals import events, told
from tests.support.terms import change_term
from tests.support.waiting import row_of, waiting

pytestmark = pytest.mark.people


async def done(agent: Actor, ids: list[UUID], kind: str) -> None:
    """Do one act of the queue with documents."""
    chosen = Chosen(ids=tuple(ids))
    if kind == "assign":
        await assign(agent, chosen, "koen.smets")
    elif kind == "hand_over":
        await assign(agent, chosen, "koen.smets", own=True)
    elif kind == "put_aside":
        await put_aside(agent, chosen, AsideReason.OTHER, "le juge", clock.today() + timedelta(days=3))
    elif kind == "fetch_back":
        await fetch_back(agent, chosen)
    else:
        await propose_type(agent, chosen, next(each.id for each in await all_types(agent) if each.code == "LOG_BAIL"))


async def rows(centre_id: UUID, ids: list[UUID]) -> list[dict[str, object]]:
    return [{name: (await row_of(centre_id, each))[name] for name in COLUMNS} for each in ids]


@pytest.mark.parametrize("kind", ["assign", "hand_over", "put_aside", "fetch_back", "propose_type"])
async def test_each_is_as_it_was(resources: Resources, centre_id: UUID, kind: str) -> None:
    agent = await staff(centre_id, "ines.moreau")
    ids = await waiting(centre_id, circuit="post", count=4)
    if kind == "hand_over":
        await assign(agent, Chosen(ids=tuple(ids)), "ines.moreau")
    elif kind == "fetch_back":
        await done(agent, ids[:3], "put_aside")
    before = await rows(centre_id, ids)
    await done(agent, ids[:3], kind)
    after = await rows(centre_id, ids)
    assert [one != other for one, other in zip(before, after, strict=True)] == [True] * 3 + [False]
    assert await undo_many(agent, undo_seconds=UNDO_SECONDS) == 3
    assert await rows(centre_id, ids) == before
    assert (await events(centre_id, ids[0]))[-1] == "QueueActUndone"
    await drain(resources)
    await done(agent, ids[:3], kind)  # it can be done again
    assert await rows(centre_id, ids[:3]) == after[:3]


async def test_what_somebody_touched_since_stays(resources: Resources, centre_id: UUID) -> None:
    agent, colleague = await staff(centre_id, "ines.moreau"), await staff(centre_id, "koen.smets")
    made = await in_hand(resources, agent, "REV_PAIE")
    given, held = await waiting(centre_id, circuit="post", count=2)
    left = (await waiting(centre_id, circuit="kiosk"))[0]
    everything = [made.document_ids[0], given, held, left]
    await done(agent, everything, "assign")
    await claim(agent, made.document_ids[0], LEASE_SECONDS)
    await validate(agent, made.document_ids[0], await profiled(centre_id, "REV_PAIE"))
    await assign(colleague, Chosen(ids=(given,)), "ines.moreau")
    await claim(colleague, held, LEASE_SECONDS)
    was = await rows(centre_id, everything)
    assert await undo_many(agent, undo_seconds=UNDO_SECONDS) == 1
    now = await rows(centre_id, everything)
    assert now[:3] == was[:3]
    assert now[3]["assigned_to"] is None


async def test_signals_of_what_was_proposed_are_withdrawn(resources: Resources, centre_id: UUID) -> None:
    agent = await staff(centre_id, "ines.moreau")
    made = await in_hand(resources, agent, None, person=people()[0])
    await drain(resources)
    before = await told(centre_id, made.document_ids[0])
    await change_term(
        centre_id, "LOG_BAIL", signal_rules=(SignalRule(department="AS", urgency=3, moment=Moment.CAPTURE),)
    )
    await done(agent, list(made.document_ids), "propose_type")
    await drain(resources)
    assert set(await told(centre_id, made.document_ids[0])) == {*before, "AS"} != set(before)
    await undo_many(agent, undo_seconds=UNDO_SECONDS)
    await drain(resources)
    assert await told(centre_id, made.document_ids[0]) == before


async def test_only_one_s_own_last_act_and_not_for_ever(centre_id: UUID) -> None:
    agent, colleague = await staff(centre_id, "ines.moreau"), await staff(centre_id, "koen.smets")
    ids = await waiting(centre_id, circuit="post", count=2)
    with pytest.raises(NothingToUndo):
        await undo_many(agent, undo_seconds=UNDO_SECONDS)
    await done(agent, ids, "put_aside")
    with pytest.raises(NothingToUndo):
        await undo_many(colleague, undo_seconds=UNDO_SECONDS)
    with pytest.raises(NotYourWork):
        await undo_many(await staff(centre_id, "anne.dewit"), undo_seconds=UNDO_SECONDS)
    with clock.moved(timedelta(seconds=UNDO_SECONDS)), pytest.raises(UndoOver):
        await undo_many(agent, undo_seconds=UNDO_SECONDS)
    await fetch_back(colleague, Chosen(ids=tuple(ids)))
    with pytest.raises(ChangedSince):
        await undo_many(agent, undo_seconds=UNDO_SECONDS)
