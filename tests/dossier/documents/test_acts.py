"""Assign, hand over, put aside, fetch back, propose a type: one or many, previewed, and never over a colleague."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from dossier import clock
from dossier.database.actor import Actor
from dossier.documents.assign import CannotTake, NobodyThere, NotTheirs, assign
from dossier.documents.choosing import AT_ONCE, Act, Chosen, NothingChosen, preview
from dossier.documents.claim import claim
from dossier.documents.errors import UnknownChoice
from dossier.documents.propose_type import propose_type
from dossier.documents.put_aside import (
    AsideDay,
    AsideReason,
    AsideWords,
    fetch_back,
    put_aside,
    usual_day,
)
from dossier.documents.queue import queue
from dossier.documents.release_claims import release_claims
from dossier.documents.review import review
from dossier.documents.take_next import take_next
from dossier.documents.wanted import Shown, Wanted
from dossier.people.absences import set_absence
from dossier.people.access import NotYourWork
from dossier.people.switch import switch_off
from dossier.resources import Resources
from dossier.thesaurus.queries import all_types
from tests.support.signals import events
from tests.support.terms import member
from tests.support.waiting import row_of, waiting

pytestmark = pytest.mark.people


async def test_what_is_assigned_is_nobody_else_s_next(centre_id: UUID) -> None:
    agent, other = await member(centre_id, "ines.moreau"), await member(centre_id, "koen.smets")
    (first,), (second,) = await waiting(centre_id, hours_old=9), await waiting(centre_id, hours_old=1)
    assert await assign(other, Chosen(ids=(first,)), "ines.moreau") == (1, "Inès Moreau")
    assert await take_next(other, 60) == second
    assert [each.id for each in (await queue(agent, Wanted(shown=Shown.MINE))).rows] == [first]
    assert await take_next(agent, 60) == first
    assert await events(centre_id, first) == ["DocumentAssigned"]


async def test_to_assign_it_once_more_changes_nothing_and_to_nobody_frees_it(centre_id: UUID) -> None:
    agent = await member(centre_id, "ines.moreau")
    (made,) = await waiting(centre_id)
    chosen = Chosen(ids=(made,))
    assert (await assign(agent, chosen, "koen.smets"))[0] == 1
    assert (await assign(agent, chosen, "koen.smets"))[0] == 0
    assert await take_next(agent, 60) is None
    assert await assign(agent, chosen, "") == (1, "")
    assert await take_next(agent, 60) == made


async def test_whoever_is_away_is_stood_in_for_and_what_waits_for_them_waits_for_all(centre_id: UUID) -> None:
    agent, koen = await member(centre_id, "ines.moreau"), await member(centre_id, "koen.smets")
    (made,), (before,) = await waiting(centre_id), await waiting(centre_id)
    await assign(agent, Chosen(ids=(before,)), "koen.smets")
    today = clock.today()
    await set_absence(koen, "koen.smets", "ines.moreau", today, today)
    assert await assign(koen, Chosen(ids=(made,)), "koen.smets") == (1, "Inès Moreau")
    assert {await take_next(agent, 60), await take_next(agent, 60, after=made)} == {made, before}
    await set_absence(agent, "ines.moreau", "", today, today)
    with pytest.raises(NobodyThere):
        await assign(agent, Chosen(ids=(made,)), "koen.smets")


async def test_nobody_is_given_what_they_may_not_read(centre_id: UUID) -> None:
    agent = await member(centre_id, "ines.moreau")
    (theirs,), (others,) = await waiting(centre_id, worker="nadia.benali"), await waiting(centre_id, worker=None)
    with pytest.raises(NotTheirs):
        await assign(agent, Chosen(ids=(others,)), "nadia.benali")
    assert (await assign(agent, Chosen(ids=(theirs, others)), "nadia.benali"))[0] == 1
    assert (await row_of(centre_id, others))["assigned_to"] is None
    for nobody in ("fatou.diop", "rachid.lahlou", "no.one"):
        with pytest.raises(CannotTake):
            await assign(agent, Chosen(ids=(theirs,)), nobody)


async def test_one_hands_over_what_is_in_one_s_own_hands_and_the_lease_ends(centre_id: UUID) -> None:
    agent, koen = await member(centre_id, "ines.moreau"), await member(centre_id, "koen.smets")
    (mine,), (free,) = await waiting(centre_id), await waiting(centre_id)
    await claim(agent, mine, 60)
    seen = await preview(agent, Act.HAND_OVER, Chosen(ids=(mine, free)))
    assert (seen.count, seen.passed_over) == (1, {"not_yours": 1})
    assert (await assign(agent, Chosen(ids=(mine, free)), "koen.smets", own=True))[0] == 1
    row = await row_of(centre_id, mine)
    assert (row["assigned_name"], row["claimed_name"]) == ("koen.smets", None)
    assert await take_next(koen, 60) == mine


async def test_what_a_colleague_works_on_is_left_out_of_every_act(centre_id: UUID) -> None:
    agent, koen = await member(centre_id, "ines.moreau"), await member(centre_id, "koen.smets")
    held = await waiting(centre_id, count=2)
    (free,) = await waiting(centre_id)
    await claim(koen, held[0], 60)
    chosen = Chosen(ids=(*held, free))
    kind = (await all_types(agent))[0]
    for act in (Act.ASSIGN, Act.PUT_ASIDE, Act.PROPOSE_TYPE):
        seen = await preview(agent, act, chosen)
        assert (seen.count, seen.passed_over) == (1, {"held": 2}), act
    assert (await assign(agent, chosen, "ines.moreau"))[0] == 1
    assert await propose_type(agent, chosen, kind.id) == 1
    assert await put_aside(agent, chosen, AsideReason.PAPER, "", clock.today() + timedelta(days=1)) == 1
    assert (await row_of(centre_id, held[0]))["claimed_name"] == "koen.smets"


async def test_what_is_aside_comes_back_on_its_day(centre_id: UUID) -> None:
    agent = await member(centre_id, "ines.moreau")
    (made,) = await waiting(centre_id)
    await claim(agent, made, 60)
    until = clock.today() + timedelta(days=2)
    assert await put_aside(agent, Chosen(ids=(made,)), AsideReason.OUTSIDE, " the court ", until) == 1
    row = await row_of(centre_id, made)
    assert (row["aside_note"], row["claimed_name"], row["state"]) == ("the court", None, "captured")
    assert await take_next(agent, 60) is None
    found = await queue(agent, Wanted(shown=Shown.ASIDE))
    assert [(each.id, each.aside_until, each.is_back) for each in found.rows] == [(made, until, False)]
    assert found.counts.parts == {Shown.WAITING: 0, Shown.MINE: 0, Shown.BACK: 0, Shown.ASIDE: 1}
    with clock.moved(timedelta(days=2)):
        back = await queue(agent, Wanted(shown=Shown.BACK))
        assert [(each.id, each.is_back) for each in back.rows] == [(made, True)]
        assert await take_next(agent, 60) == made


async def test_it_can_be_fetched_back_before(centre_id: UUID) -> None:
    agent = await member(centre_id, "ines.moreau")
    (made,) = await waiting(centre_id)
    chosen = Chosen(ids=(made,))
    assert await fetch_back(agent, chosen) == 0
    await put_aside(agent, chosen, AsideReason.DEPOSITOR, "", clock.today() + timedelta(days=1))
    assert (await preview(agent, Act.PUT_ASIDE, chosen)).passed_over == {"aside": 1}
    assert await fetch_back(agent, chosen) == 1
    assert await take_next(agent, 60) == made
    assert (await events(centre_id, made)) == ["DocumentPutAside", "DocumentFetchedBack"]


async def test_a_day_of_the_past_and_a_reason_without_words_are_refused(resources: Resources, centre_id: UUID) -> None:
    agent = await member(centre_id, "ines.moreau")
    (made,) = await waiting(centre_id)
    chosen = Chosen(ids=(made,))
    for days in (-1, 0, 93):
        with pytest.raises(AsideDay):
            await put_aside(agent, chosen, AsideReason.DEPOSITOR, "", clock.today() + timedelta(days=days))
    with pytest.raises(AsideWords):
        await put_aside(agent, chosen, AsideReason.OTHER, "  ", clock.today() + timedelta(days=1))
    assert timedelta(days=7) <= await usual_day(agent, resources.settings) - clock.today() <= timedelta(days=12)


async def test_a_type_is_proposed_and_said_to_be_no_word_of_the_depositor_s(centre_id: UUID) -> None:
    agent = await member(centre_id, "ines.moreau")
    (made,), (told,) = await waiting(centre_id), await waiting(centre_id, code="REV_PAIE")
    kind = next(each for each in await all_types(agent) if each.code == "LOG_BAIL")
    assert (await review(agent, told)).proposed_by_depositor
    assert await propose_type(agent, Chosen(ids=(made, told)), kind.id) == 2
    for each in (made, told):
        seen = await review(agent, each)
        assert (seen.type_code, seen.proposed_by_depositor) == ("LOG_BAIL", False)
    with pytest.raises(UnknownChoice):
        await propose_type(agent, Chosen(ids=(made,)), uuid4())


async def test_the_whole_of_a_view_is_what_was_there_when_it_was_shown(centre_id: UUID) -> None:
    agent = await member(centre_id, "ines.moreau")
    shown = [*await waiting(centre_id, circuit="post", count=3), *await waiting(centre_id, circuit="post")]
    (other,) = await waiting(centre_id, circuit="kiosk")
    chosen = Chosen(wanted=Wanted(circuit="post"), until=clock.now())
    seen = await preview(agent, Act.ASSIGN, chosen)
    assert (seen.count, seen.deposits, seen.more, len(seen.sample)) == (4, 2, 0, 4)
    with clock.moved(timedelta(minutes=1)):
        (later,) = await waiting(centre_id, circuit="post", hours_old=0)
    assert (await assign(agent, chosen, "koen.smets"))[0] == 4
    names = {each: (await row_of(centre_id, each))["assigned_name"] for each in [*shown, other, later]}
    assert names == {**dict.fromkeys(shown, "koen.smets"), other: None, later: None}


async def test_nothing_chosen_is_no_act_and_what_is_gone_is_counted(centre_id: UUID) -> None:
    agent = await member(centre_id, "ines.moreau")
    with pytest.raises(NothingChosen):
        await preview(agent, Act.ASSIGN, Chosen())
    with pytest.raises(NothingChosen):
        await assign(agent, Chosen(), "koen.smets")
    (made,) = await waiting(centre_id)
    seen = await preview(agent, Act.ASSIGN, Chosen(ids=(made, uuid4())))
    assert (seen.count, seen.passed_over) == (1, {"gone": 1})
    with pytest.raises(NotYourWork):
        await preview(await member(centre_id, "fatou.diop"), Act.ASSIGN, Chosen(ids=(made,)))


async def test_one_act_takes_so_many_and_says_how_many_more_there_are(centre_id: UUID) -> None:
    agent = await member(centre_id, "ines.moreau")
    await waiting(centre_id, count=AT_ONCE + 5)
    chosen = Chosen(wanted=Wanted(), until=clock.now())
    seen = await preview(agent, Act.PUT_ASIDE, chosen)
    assert (seen.count, seen.more, seen.deposits) == (AT_ONCE, 5, 1)
    assert await put_aside(agent, chosen, AsideReason.PAPER, "", clock.today() + timedelta(days=1)) == AT_ONCE
    assert (await queue(agent, Wanted())).counts.shown == 5


async def test_two_acts_at_once_on_the_same_documents_both_end(centre_id: UUID) -> None:
    agent, koen = await member(centre_id, "ines.moreau"), await member(centre_id, "koen.smets")
    ids = [each for _ in range(12) for each in await waiting(centre_id)]

    async def act(who: Actor, order: list[UUID], to: str) -> None:
        for _ in range(4):
            await assign(who, Chosen(ids=tuple(order)), to)

    await asyncio.gather(act(agent, ids, "koen.smets"), act(koen, ids[::-1], "ines.moreau"))
    assert len({(await row_of(centre_id, each))["assigned_name"] for each in ids}) == 1


async def test_what_waited_for_someone_who_left_waits_for_all(actor: Actor, centre_id: UUID) -> None:
    agent, koen = await member(centre_id, "ines.moreau"), await member(centre_id, "koen.smets")
    (made,) = await waiting(centre_id)
    await assign(agent, Chosen(ids=(made,)), "koen.smets")
    assert koen.id is not None
    await switch_off(actor, "koen.smets")
    await release_claims(actor, koen.id)
    assert await take_next(agent, 60) == made
    with pytest.raises(CannotTake):
        await assign(agent, Chosen(ids=(made,)), "koen.smets")
