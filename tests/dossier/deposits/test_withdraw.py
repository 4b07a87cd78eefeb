"""A deposit is taken back by whoever handed it in, while nobody has begun on it."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from demo.people import people
from dossier import clock
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.deposits import queries
from dossier.deposits.errors import NoSuchDeposit
from dossier.deposits.withdraw import WorkBegun, withdraw
from dossier.documents.claim import claim, release
from dossier.documents.errors import AlreadyDecided, ClaimLost, TakenBackByDepositor
from dossier.documents.queue import queue
from dossier.documents.tracking import PlainState, tracked
from dossier.documents.validate import validate
from dossier.jobs.worker import drain
from dossier.lifecycle import DepositState
from dossier.requests.asked import Progress, asked_of
from dossier.resources import Resources
from tests.support.deposits import hand_over, staff
from tests.support.desk import LEASE_SECONDS, profiled
from tests.support.mine import bound
from tests.support.often import often
from tests.support.requests import ask_for, person_id

pytestmark = pytest.mark.people
FIRST, OTHER = people()[0], people()[9]


async def state_of(centre_id: UUID, deposit_id: UUID) -> DepositState:
    return (await queries.deposit(system(centre_id), deposit_id)).state


@pytest.mark.parametrize("made", [False, True], ids=["received", "ready"])
async def test_it_is_out_of_the_queue_tells_nobody_and_keeps_its_files(
    resources: Resources, centre_id: UUID, made: bool
) -> None:
    handed = await hand_over(resources, centre_id, FIRST, types=("REV_PAIE", "JUR_JUGT"))
    if made:
        await drain(resources)
    agent = await staff(centre_id, "ines.moreau")
    await withdraw(bound(centre_id, None, handed.deposit_id), handed.deposit_id)
    await withdraw(bound(centre_id, None, handed.deposit_id), handed.deposit_id)  # a double tap
    await drain(resources)
    assert await state_of(centre_id, handed.deposit_id) is DepositState.WITHDRAWN
    assert {each.state for each in await tracked(system(centre_id), handed.deposit_id)} == {PlainState.TAKEN_BACK}
    assert [row.id for row in (await queue(agent)).rows] == []
    with pytest.raises(TakenBackByDepositor):
        await claim(agent, handed.document_ids[0], LEASE_SECONDS)
    async with transaction(agent) as tx:
        assert await tx.value("SELECT count(*) FROM documents") == 0  # staff reads it no more
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT count(*) FROM signals WHERE state <> 'withdrawn'") == 0
        assert await tx.value("SELECT count(*) FROM originals WHERE deposit_id = $1", handed.deposit_id) == 2
        assert await tx.value("SELECT count(*) FROM events WHERE name = 'DepositWithdrawn'") == 1


async def test_whoever_proved_who_they_are_takes_back_what_they_handed_in_elsewhere(
    resources: Resources, centre_id: UUID
) -> None:
    handed = await hand_over(resources, centre_id, FIRST, circuit="kiosk")
    with pytest.raises(NoSuchDeposit):
        await withdraw(bound(centre_id, await person_id(centre_id, OTHER)), handed.deposit_id)
    with pytest.raises(NoSuchDeposit):
        await withdraw(bound(centre_id, None), handed.deposit_id)
    await withdraw(bound(centre_id, await person_id(centre_id, FIRST)), handed.deposit_id)
    assert await state_of(centre_id, handed.deposit_id) is DepositState.WITHDRAWN


async def test_not_while_somebody_has_it_in_hand(resources: Resources, centre_id: UUID) -> None:
    handed = await hand_over(resources, centre_id, FIRST)
    me, agent = bound(centre_id, None, handed.deposit_id), await staff(centre_id, "ines.moreau")
    await claim(agent, handed.document_ids[0], LEASE_SECONDS)
    with pytest.raises(WorkBegun):
        await withdraw(me, handed.deposit_id)
    await release(agent, handed.document_ids[0])
    await withdraw(me, handed.deposit_id)


_BEGUN = {
    "put aside": "UPDATE documents SET aside_until = current_date + 1, aside_reason = 'paper', aside_by = $2 "
    "WHERE deposit_id = $1",
    "assigned": "UPDATE documents SET assigned_to = $2 WHERE deposit_id = $1",
    "sent on": "UPDATE documents SET sent_to_staff = $2, sent_by = $2, sent_at = now() WHERE deposit_id = $1",
    "signal taken": "INSERT INTO signals (id, centre_id, document_id, department_id, raised_for, type_id, moment, "
    "state, urgency, raised_at, taken_by, taken_at) SELECT gen_random_uuid(), d.centre_id, d.id, p.id, p.id, "
    "d.proposed_type_id, 'capture', 'taken', 3, now(), $2, now() FROM documents d, departments p "
    "WHERE d.deposit_id = $1 AND p.code = 'JUR'",
}


@pytest.mark.parametrize("begun", _BEGUN)
async def test_not_after_somebody_did_something_about_it(resources: Resources, centre_id: UUID, begun: str) -> None:
    handed = await hand_over(resources, centre_id, FIRST, types=("JUR_JUGT",))
    await drain(resources)
    agent = await staff(centre_id, "ines.moreau")
    async with transaction(system(centre_id)) as tx:
        assert await tx.run(_BEGUN[begun], handed.deposit_id, agent.id)
    with pytest.raises(WorkBegun):
        await withdraw(bound(centre_id, None, handed.deposit_id), handed.deposit_id)


async def test_a_lease_that_ran_out_hinders_nobody(resources: Resources, centre_id: UUID) -> None:
    handed = await hand_over(resources, centre_id, FIRST)
    await claim(await staff(centre_id, "ines.moreau"), handed.document_ids[0], LEASE_SECONDS)
    with clock.moved(timedelta(seconds=LEASE_SECONDS + 1)):
        await withdraw(bound(centre_id, None, handed.deposit_id), handed.deposit_id)


async def test_not_after_a_decision_on_one_of_it(resources: Resources, centre_id: UUID) -> None:
    handed = await hand_over(resources, centre_id, FIRST, types=("REV_PAIE", None))
    agent = await staff(centre_id, "ines.moreau")
    await claim(agent, handed.document_ids[0], LEASE_SECONDS)
    await validate(agent, handed.document_ids[0], await profiled(centre_id, "REV_PAIE"))
    await release(agent, handed.document_ids[1])
    with pytest.raises(WorkBegun):
        await withdraw(bound(centre_id, None, handed.deposit_id), handed.deposit_id)
    assert {each.state for each in await tracked(system(centre_id), handed.deposit_id)} == {
        PlainState.IN_GOOD_ORDER,
        PlainState.BEING_LOOKED_AT,
    }


async def test_what_was_asked_for_is_missing_again(resources: Resources, centre_id: UUID) -> None:
    await ask_for(await staff(centre_id, "nadia.benali"), FIRST, "REV_PAIE")
    handed = await hand_over(resources, centre_id, FIRST, types=("REV_PAIE",))
    person = Actor(centre_id=centre_id, kind="beneficiary", id=await person_id(centre_id, FIRST), place="portal")
    assert [each.progress for each in (await asked_of(person)).papers] == [Progress.CAME_IN]
    await withdraw(bound(centre_id, None, handed.deposit_id), handed.deposit_id)
    assert [each.progress for each in (await asked_of(person)).papers] == [Progress.MISSING]


@pytest.mark.parametrize("turn", often(range(4), 0, 1))
async def test_of_a_clerk_and_a_depositor_at_once_one_is_told(resources: Resources, centre_id: UUID, turn: int) -> None:
    handed = await hand_over(resources, centre_id, FIRST, types=("REV_PAIE",))
    agent = await staff(centre_id, "ines.moreau")
    told = await profiled(centre_id, "REV_PAIE")

    async def decide() -> None:
        await claim(agent, handed.document_ids[0], LEASE_SECONDS)
        await validate(agent, handed.document_ids[0], told)

    both = [decide(), withdraw(bound(centre_id, None, handed.deposit_id), handed.deposit_id)]
    results = await asyncio.gather(*(both if turn % 2 else reversed(both)), return_exceptions=True)
    wrong = [each for each in results if each is not None]
    assert len(wrong) == 1
    assert isinstance(wrong[0], WorkBegun | TakenBackByDepositor | AlreadyDecided | ClaimLost)
    (document,) = await tracked(system(centre_id), handed.deposit_id)
    assert document.state is (PlainState.IN_GOOD_ORDER if isinstance(wrong[0], WorkBegun) else PlainState.TAKEN_BACK)
