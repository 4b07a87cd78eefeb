"""Each move of a signal: who makes it, from where, what it leaves, and that it can be undone where it says so."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from dossier.database.actor import system
from dossier.database.engine import Record, transaction
from dossier.people.absences import set_absence
from dossier.people.office import set_head
from dossier.people.switch import switch_off
from dossier.resources import Resources
from dossier.signals.errors import (
    AlreadyTold,
    CannotReceive,
    NothingToUndo,
    NotYourSignal,
    NotYoursToAct,
    OutcomeWordsNeeded,
    SameAddressee,
    SignalMovedOn,
    TakenByAnother,
)
from dossier.signals.escalate import escalate
from dossier.signals.give_back import give_back
from dossier.signals.handle import Outcome, handle
from dossier.signals.queries import View, signals
from dossier.signals.raise_ import raise_signals
from dossier.signals.readdress import readdress
from dossier.signals.reassign import reassign
from dossier.signals.reopen import reopen
from dossier.signals.see import see
from dossier.signals.take import take
from dossier.signals.undo_reassign import undo_reassign
from dossier.signals.withdraw import withdraw_signals
from dossier.thesaurus.content import SignalRule
from tests.support.signals import THURSDAY, clock_at, document, events, told
from tests.support.terms import change_term, member

pytestmark = pytest.mark.people


async def raised(resources: Resources, centre_id: UUID, code: str = "LOG_EXP") -> UUID:
    document_id = await document(centre_id, code)
    await raise_signals(system(centre_id), document_id, resources.settings)
    return document_id


async def of(centre_id: UUID, document_id: UUID, department: str = "AS") -> Record:
    return (await told(centre_id, document_id))[department]


async def test_a_signal_is_seen_by_whom_it_is_for_taken_and_handled(resources: Resources, centre_id: UUID) -> None:
    nadia, wim = await member(centre_id, "nadia.benali"), await member(centre_id, "wim.claes")
    document_id = await raised(resources, centre_id)
    signal_id = (await of(centre_id, document_id))["id"]
    await see(wim, signal_id)
    assert (await of(centre_id, document_id))["state"] == "raised"  # it is Nadia's
    await see(nadia, signal_id)
    await see(nadia, signal_id)
    await take(nadia, signal_id)
    await take(nadia, signal_id)
    for act in (take(wim, signal_id), handle(wim, signal_id, Outcome.ACTED), give_back(wim, signal_id)):
        with pytest.raises(TakenByAnother):
            await act
    with pytest.raises(OutcomeWordsNeeded):
        await handle(nadia, signal_id, Outcome.OTHER, "  ")
    await handle(nadia, signal_id, Outcome.OTHER, "Appelé la bailleresse.")
    found = await of(centre_id, document_id)
    assert (found["state"], found["outcome"], found["taker"]) == ("handled", "other", "nadia.benali")
    assert await events(centre_id, signal_id) == ["SignalRaised", "SignalSeen", "SignalTaken", "SignalHandled"]
    async with transaction(system(centre_id)) as tx:
        assert not await tx.value("SELECT count(*) FROM events WHERE facts::text LIKE '%bailleresse%'")
    with pytest.raises(SignalMovedOn):
        await handle(nadia, signal_id, Outcome.ACTED)


async def test_what_was_done_can_be_undone(resources: Resources, centre_id: UUID) -> None:
    nadia = await member(centre_id, "nadia.benali")
    document_id = await raised(resources, centre_id)
    signal_id = (await of(centre_id, document_id))["id"]
    with pytest.raises(NothingToUndo):
        await give_back(nadia, signal_id)
    await take(nadia, signal_id)
    await handle(nadia, signal_id, Outcome.ACTED)
    await reopen(nadia, signal_id)
    found = await of(centre_id, document_id)
    assert (found["state"], found["taker"], found["outcome"]) == ("taken", "nadia.benali", None)
    await give_back(nadia, signal_id)
    found = await of(centre_id, document_id)
    assert (found["state"], found["taker"], found["worker"]) == ("seen", None, "nadia.benali")


async def test_others_have_no_say(resources: Resources, centre_id: UUID) -> None:
    pieter, anne = await member(centre_id, "pieter.maes"), await member(centre_id, "anne.dewit")
    signal_id = (await of(centre_id, await raised(resources, centre_id)))["id"]
    for act in (see, take, give_back, reopen):
        with pytest.raises(NotYourSignal):
            await act(pieter, signal_id)
    await set_head(await member(centre_id, "rachid.lahlou"), "AS", "anne.dewit")
    await see(anne, signal_id)  # at the head she reads, and gives it on; she works on no file
    with pytest.raises(NotYoursToAct):
        await take(anne, signal_id)
    assert await reassign(anne, signal_id, "AS", "wim.claes", resources.settings) is not None
    assert all(not row.readable and row.beneficiary_name is None for row in await signals(anne, View.DEPARTMENT))


async def test_a_signal_is_given_on_and_taken_back_as_it_was(resources: Resources, centre_id: UUID) -> None:
    nadia, wim = await member(centre_id, "nadia.benali"), await member(centre_id, "wim.claes")
    document_id = await raised(resources, centre_id)
    before = await of(centre_id, document_id)
    await take(nadia, before["id"])
    with pytest.raises(TakenByAnother):
        await reassign(wim, before["id"], "AS", "", resources.settings)
    with pytest.raises(AlreadyTold):
        await reassign(nadia, before["id"], "JUR", "", resources.settings)
    with pytest.raises(CannotReceive):
        await reassign(nadia, before["id"], "AS", "rachid.lahlou", resources.settings)
    await reassign(nadia, before["id"], "ENE", "", resources.settings)
    given = await of(centre_id, document_id, "ENE")
    assert (given["state"], given["worker"], given["taker"]) == ("raised", None, None)
    assert (given["due_at"], given["escalates_at"]) == (before["due_at"], before["escalates_at"])
    with pytest.raises(NothingToUndo):
        await undo_reassign(wim, before["id"])
    await undo_reassign(nadia, before["id"])
    back = await of(centre_id, document_id)
    assert (back["state"], back["worker"], back["taker"]) == ("taken", "nadia.benali", "nadia.benali")
    await give_back(nadia, before["id"])
    with pytest.raises(SameAddressee):
        await reassign(nadia, before["id"], "AS", "nadia.benali", resources.settings)
    await reassign(nadia, before["id"], "AS", "wim.claes", resources.settings)
    await see(wim, before["id"])
    with pytest.raises(NothingToUndo):
        await undo_reassign(nadia, before["id"])


async def test_of_two_who_take_it_at_once_one_has_it(resources: Resources, centre_id: UUID) -> None:
    document_id = await raised(resources, centre_id)
    signal_id = (await of(centre_id, document_id))["id"]
    actors = [await member(centre_id, name) for name in ("nadia.benali", "wim.claes", "olivier.marchal")]
    answers = await asyncio.gather(*(take(each, signal_id) for each in actors), return_exceptions=True)
    assert [type(each) for each in answers if each is not None] == [TakenByAnother, TakenByAnother]
    assert (await events(centre_id, signal_id)).count("SignalTaken") == 1


async def test_nobody_takes_it_for_four_working_hours_and_the_head_is_told_once(
    resources: Resources, centre_id: UUID
) -> None:
    await set_head(await member(centre_id, "rachid.lahlou"), "AS", "olivier.marchal")
    worker = system(centre_id)
    with clock_at(THURSDAY + timedelta(hours=6)):  # 15:00: an hour and a half before closing
        waits, taken = await raised(resources, centre_id), await raised(resources, centre_id)
        nadia = await member(centre_id, "nadia.benali")
        await take(nadia, (await of(centre_id, taken))["id"])
    with clock_at(THURSDAY + timedelta(hours=25, minutes=59)):
        assert await escalate(worker) == 0
    with clock_at(THURSDAY + timedelta(days=9)):  # a worker that stood still for a week catches up
        await asyncio.gather(escalate(worker), escalate(worker))
        assert await escalate(worker) == 0
    found = await of(centre_id, waits)
    assert found["escalated"] == "olivier.marchal"
    assert (await of(centre_id, taken))["escalated_at"] is None
    assert (await of(centre_id, waits, "JUR"))["escalated"] == "anne.dewit"  # no head: the manager
    assert (await events(centre_id, found["id"])).count("SignalEscalated") == 1
    olivier = await member(centre_id, "olivier.marchal")
    assert waits in {row.document_id for row in await signals(olivier, View.MINE)}
    with clock_at(THURSDAY + timedelta(days=11)):
        await reassign(olivier, found["id"], "AS", "wim.claes", resources.settings)
    anew = await of(centre_id, waits)
    assert (anew["escalated_at"], anew["due_at"]) == (None, found["due_at"])
    assert anew["escalates_at"] > found["escalates_at"]


async def test_whoever_leaves_leaves_nothing_behind(resources: Resources, centre_id: UUID) -> None:
    boss, sofie = await member(centre_id, "rachid.lahlou"), await member(centre_id, "sofie.devos")
    nadia = await member(centre_id, "nadia.benali")
    hers, taken = await raised(resources, centre_id), await raised(resources, centre_id)
    await take(nadia, (await of(centre_id, taken))["id"])
    await take(sofie, (await of(centre_id, hers, "JUR"))["id"])
    await switch_off(boss, "nadia.benali")
    await switch_off(boss, "sofie.devos")
    for document_id in (hers, taken):
        found = await of(centre_id, document_id)
        assert (found["state"], found["worker"], found["taker"]) == ("raised", None, None)
    found = await of(centre_id, hers, "JUR")
    assert (found["state"], found["worker"], found["taker"]) == ("raised", "anne.dewit", None)  # nobody left in JUR
    with pytest.raises(NotYourSignal):
        await take(nadia, found["id"])  # a request that was under way


async def test_what_is_reopened_is_not_for_who_left_since(resources: Resources, centre_id: UUID) -> None:
    boss, wim = await member(centre_id, "rachid.lahlou"), await member(centre_id, "wim.claes")
    document_id = await raised(resources, centre_id)
    signal_id = (await of(centre_id, document_id))["id"]
    await take(wim, signal_id)
    await handle(wim, signal_id, Outcome.ACTED)
    await switch_off(boss, "nadia.benali")
    await reopen(wim, signal_id)
    found = await of(centre_id, document_id)
    assert (found["state"], found["worker"], found["taker"]) == ("taken", None, "wim.claes")


async def test_leaving_and_taking_at_once_never_leaves_it_with_who_left(resources: Resources, centre_id: UUID) -> None:
    boss = await member(centre_id, "rachid.lahlou")
    for name in ("nadia.benali", "olivier.marchal", "wim.claes"):
        actor = await member(centre_id, name)
        documents = [await raised(resources, centre_id) for _ in range(4)]
        ids = [(await of(centre_id, each))["id"] for each in documents]
        await asyncio.gather(*(take(actor, each) for each in ids), switch_off(boss, name), return_exceptions=True)
        for each in documents:
            assert name not in {(await of(centre_id, each))["worker"], (await of(centre_id, each))["taker"]}


async def test_what_nobody_took_goes_to_who_stands_in(resources: Resources, centre_id: UUID) -> None:
    boss, nadia = await member(centre_id, "rachid.lahlou"), await member(centre_id, "nadia.benali")
    waits, taken = await raised(resources, centre_id), await raised(resources, centre_id)
    await take(nadia, (await of(centre_id, taken))["id"])
    with clock_at(THURSDAY):
        await set_absence(boss, "nadia.benali", "wim.claes", THURSDAY.date(), THURSDAY.date())
        assert await readdress(system(centre_id)) == 1
        assert await readdress(system(centre_id)) == 0
    assert (await of(centre_id, waits))["worker"] == "wim.claes"
    assert (await of(centre_id, taken))["taker"] == "nadia.benali"


async def test_a_document_that_is_open_again_tells_nothing_until_it_is_filed(
    resources: Resources, centre_id: UUID
) -> None:
    document_id = await raised(resources, centre_id)
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE documents SET state = 'profiled' WHERE id = $1", document_id)
    assert await withdraw_signals(system(centre_id), document_id) == 2
    assert await told(centre_id, document_id) == {}
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE documents SET state = 'validated' WHERE id = $1", document_id)
    assert await raise_signals(system(centre_id), document_id, resources.settings) == 2


async def test_a_handled_signal_is_not_reopened_beside_a_new_one(resources: Resources, centre_id: UUID) -> None:
    nadia = await member(centre_id, "nadia.benali")
    document_id = await raised(resources, centre_id)
    signal_id = (await of(centre_id, document_id))["id"]
    await take(nadia, signal_id)
    await handle(nadia, signal_id, Outcome.ACTED)
    await change_term(centre_id, "REV_PAIE", signal_rules=(SignalRule(department="AS", urgency=3),))
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            """UPDATE documents SET type_id = (SELECT id FROM document_types WHERE code = 'REV_PAIE'
                                               AND retired_at IS NULL) WHERE id = $1""",
            document_id,
        )
    assert await raise_signals(system(centre_id), document_id, resources.settings) == 1
    with pytest.raises(NothingToUndo):
        await reopen(nadia, signal_id)
