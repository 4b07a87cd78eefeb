"""Undo: what a person did at the desk lately is as if it had not been; what others did since stays."""

from datetime import timedelta
from itertools import product
from uuid import UUID

import pytest

from demo.people import people
from dossier import clock
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.deposits.reopen import reopen_held
from dossier.documents.acts import KEPT, UNDONE_AT_MOST, last_acts
from dossier.documents.claim import claim, release
from dossier.documents.errors import ClaimedByOther
from dossier.documents.profile import profile
from dossier.documents.refuse import refuse
from dossier.documents.send import send
from dossier.documents.undo import ChangedSince, NoSuchAct, NothingToUndo, UndoOver, undo
from dossier.documents.validate import validate
from dossier.jobs.worker import drain
from dossier.lifecycle import DocumentState
from dossier.people.access import NotYourWork
from dossier.resources import Resources
from dossier.thesaurus.queries import refusal_reasons
from tests.support.deposits import staff
from tests.support.desk import LEASE_SECONDS, UNDO_SECONDS, in_hand, profiled, rows_of
from tests.support.often import often
from tests.support.requests import ask_for
from tests.support.signals import events, told

pytestmark = pytest.mark.people


async def take_back(actor: Actor, act_id: UUID | None = None) -> UUID:
    return await undo(actor, act_id, undo_seconds=UNDO_SECONDS, lease_seconds=LEASE_SECONDS)


async def act(agent: Actor, document_id: UUID, kind: str) -> None:
    """Do one act of the desk with a document."""
    if kind == "refused":
        await refuse(agent, document_id, (await refusal_reasons(agent))[0].id, "Un coin manque.")
    elif kind == "sent":
        await send(agent, document_id, "AS", "wim.claes", "Est-ce pour toi ?")
    else:
        wanted = await profiled(agent.centre_id, "REV_PAIE", sender="ACME", reference="12/3", sealed_as="medical")
        await validate(agent, document_id, wanted, second_reader=kind == "second_reading")


@pytest.mark.parametrize(
    ("kind", "before"),
    often(
        product(["validated", "second_reading", "refused", "sent"], ["captured", "profiled", "second_reading"]),
        ("validated", "captured"),
        ("second_reading", "profiled"),
        ("refused", "second_reading"),
        ("sent", "captured"),
    ),
)
async def test_an_act_undone_leaves_what_it_found(
    resources: Resources, centre_id: UUID, kind: str, before: str
) -> None:
    made = await in_hand(resources, first := await staff(centre_id, "ines.moreau"), "LOG_BAIL")
    (document_id,) = made.document_ids
    agent = first
    if before == "profiled":
        await profile(first, document_id, await profiled(centre_id, "LOG_BAIL", words=""))
    elif before == "second_reading":
        await validate(first, document_id, await profiled(centre_id, "LOG_BAIL"), second_reader=True)
        await release(first, document_id)
        agent = await staff(centre_id, "koen.smets")
        await claim(agent, document_id, LEASE_SECONDS)
    await drain(resources)
    was = await rows_of(centre_id, document_id)
    assert was["state"] == before
    await act(agent, document_id, kind)
    await drain(resources)
    assert await rows_of(centre_id, document_id) != was
    assert await take_back(agent) == document_id
    await drain(resources)
    assert await rows_of(centre_id, document_id) == was
    assert (await events(centre_id, document_id))[-1] == "DecisionUndone"
    await act(agent, document_id, kind)  # it can be done again


async def test_what_followed_is_taken_back_too(resources: Resources, centre_id: UUID) -> None:
    made = await in_hand(resources, agent := await staff(centre_id, "ines.moreau"), "REV_PAIE")
    (document_id,) = made.document_ids
    await ask_for(await staff(centre_id, "nadia.benali"), people()[0], "REV_PAIE")
    await validate(agent, document_id, await profiled(centre_id, "REV_PAIE"))
    await drain(resources)
    assert set(await told(centre_id, document_id)) == {"AS", "ISP", "FIN"}
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT state FROM document_requests") == "answered"
        assert await tx.value("SELECT state FROM deposits WHERE id = $1", made.deposit_id) == "closed"
    await take_back(agent)
    await drain(resources)
    assert await told(centre_id, document_id) == {}
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT state FROM document_requests") == "open"
        names = [
            row["name"]
            for row in await tx.rows("SELECT name FROM events WHERE record_id = $1 ORDER BY seq", made.deposit_id)
        ]
    assert names[-1] == "DepositReopened"


async def test_the_last_twenty_can_be_undone_one_after_the_other_and_no_more(
    resources: Resources, centre_id: UUID
) -> None:
    agent = await staff(centre_id, "ines.moreau")
    made = await in_hand(resources, agent, *["REV_PAIE"] * (UNDONE_AT_MOST + 1))
    for document_id in made.document_ids:
        await act(agent, document_id, "refused")
    acts = await last_acts(agent, UNDO_SECONDS)
    assert [each.document_id for each in acts] == list(reversed(made.document_ids))[:UNDONE_AT_MOST]
    async with transaction(system(centre_id)) as tx:
        eldest = await tx.value("SELECT id FROM desk_acts ORDER BY done_at LIMIT 1")
    with pytest.raises(UndoOver):
        await take_back(agent, eldest)
    for each in acts:
        assert await take_back(agent) == each.document_id
    with pytest.raises(UndoOver):
        await take_back(agent)


async def test_only_ones_own_only_in_time_and_only_once(resources: Resources, centre_id: UUID) -> None:
    agent, colleague = await staff(centre_id, "ines.moreau"), await staff(centre_id, "koen.smets")
    with pytest.raises(NothingToUndo):
        await take_back(agent)
    made = await in_hand(resources, agent)
    await act(agent, made.document_ids[0], "refused")
    (act_id,) = [each.id for each in await last_acts(agent, UNDO_SECONDS)]
    with pytest.raises(NoSuchAct):
        await take_back(colleague, act_id)
    with pytest.raises(NotYourWork):
        await take_back(await staff(centre_id, "anne.dewit"), act_id)
    with clock.moved(timedelta(seconds=UNDO_SECONDS + 1)):
        assert await last_acts(agent, UNDO_SECONDS) == []
        with pytest.raises(UndoOver):
            await take_back(agent, act_id)
    await take_back(agent, act_id)
    with pytest.raises(UndoOver):
        await take_back(agent, act_id)


async def test_what_was_is_not_kept_for_longer_than_a_day(resources: Resources, centre_id: UUID) -> None:
    agent, colleague = await staff(centre_id, "ines.moreau"), await staff(centre_id, "koen.smets")
    made = await in_hand(resources, agent)
    await act(agent, made.document_ids[0], "refused")
    with clock.moved(KEPT + timedelta(seconds=1)):
        other = await in_hand(resources, colleague)
        await act(colleague, other.document_ids[0], "refused")
    async with transaction(system(centre_id)) as tx:
        kept = [row["document_id"] for row in await tx.rows("SELECT document_id FROM desk_acts")]
    assert kept == list(other.document_ids)


async def test_what_a_colleague_has_done_since_stays(resources: Resources, centre_id: UUID) -> None:
    agent, colleague = await staff(centre_id, "ines.moreau"), await staff(centre_id, "koen.smets")
    made = await in_hand(resources, agent)
    (document_id,) = made.document_ids
    await act(agent, document_id, "second_reading")
    await release(agent, document_id)
    await claim(colleague, document_id, LEASE_SECONDS)
    with pytest.raises(ClaimedByOther, match="Koen Smets"):
        await take_back(agent)
    await act(colleague, document_id, "validated")
    await drain(resources)
    with pytest.raises(ChangedSince):
        await take_back(agent)
    assert (await rows_of(centre_id, document_id))["state"] == DocumentState.VALIDATED


async def test_a_deposit_that_was_not_closed_is_left_alone(resources: Resources, centre_id: UUID) -> None:
    made = await in_hand(resources, await staff(centre_id, "ines.moreau"))
    async with transaction(system(centre_id)) as tx:
        await reopen_held(tx, made.deposit_id)
    assert "DepositReopened" not in await events(centre_id, made.deposit_id)
