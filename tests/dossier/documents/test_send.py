"""Send a document on: whoever is meant reads and decides it, nobody else is offered it, seals stay shut."""

from uuid import UUID

import pytest

from demo.people import people
from dossier import clock
from dossier.database.actor import Actor, system
from dossier.documents.assign import NobodyThere, assign
from dossier.documents.choosing import Chosen
from dossier.documents.claim import claim, release
from dossier.documents.errors import ClaimLost
from dossier.documents.queue import QueueRow, queue
from dossier.documents.release_claims import release_claims
from dossier.documents.review import review
from dossier.documents.send import CannotDecide, ReceiverNeeded, SealedToThem, SentToOneself, send
from dossier.documents.take_next import take_next
from dossier.documents.validate import validate
from dossier.documents.wanted import Shown, Wanted
from dossier.lifecycle import DocumentState
from dossier.people.absences import set_absence
from dossier.people.access import OtherDepartment
from dossier.people.office import NoSuchDepartment
from dossier.people.switch import switch_off
from dossier.resources import Resources
from tests.support.deposits import staff
from tests.support.desk import LEASE_SECONDS, in_hand, profiled
from tests.support.signals import events

pytestmark = pytest.mark.people


@pytest.mark.parametrize(("department", "username"), [("PA", ""), ("PA", "chantal.remy")])
async def test_it_is_theirs_to_read_and_to_decide(
    resources: Resources, centre_id: UUID, department: str, username: str
) -> None:
    agent, colleague = await staff(centre_id, "ines.moreau"), await staff(centre_id, "chantal.remy")
    made = await in_hand(resources, agent)
    (document_id,) = made.document_ids
    with pytest.raises(OtherDepartment):
        await review(colleague, document_id)
    await send(agent, document_id, department, username, " Une maison de repos ? ")
    await release(agent, document_id)
    seen = await review(colleague, document_id)
    assert (seen.sent_to_me, seen.sent_by_name, seen.sent_note) == (True, "Inès Moreau", "Une maison de repos ?")
    assert [row.id for row in (await queue(colleague)).rows] == [document_id]
    assert await take_next(agent, LEASE_SECONDS) is None, "whoever sent it is not offered it again"
    assert await take_next(colleague, LEASE_SECONDS) == document_id
    assert await validate(colleague, document_id, await profiled(centre_id, "PA_HEB")) is DocumentState.VALIDATED
    assert "DocumentSent" in await events(centre_id, document_id)


async def mine(actor: Actor) -> tuple[QueueRow, ...]:
    """Return what the queue shows as theirs, which it also counts."""
    shown = await queue(actor, Wanted(shown=Shown.MINE))
    assert shown.counts.parts[Shown.MINE] == len(shown.rows)
    return shown.rows


@pytest.mark.parametrize("username", ["", "chantal.remy"])
async def test_the_queue_says_to_whom_and_lists_it_as_theirs(
    resources: Resources, centre_id: UUID, username: str
) -> None:
    agent, colleague = await staff(centre_id, "ines.moreau"), await staff(centre_id, "chantal.remy")
    made = await in_hand(resources, agent)
    (document_id,) = made.document_ids
    await send(agent, document_id, "PA", username, "")
    await release(agent, document_id)
    (row,) = await mine(colleague)
    told = (None, True, "Chantal Remy") if username else ("PA", True, None)
    assert (row.sent_code, row.sent_here or row.assigned_to == colleague.staff_id, row.assigned_name) == told
    assert row.is_sent
    assert await mine(agent) == ()
    (seen,) = (await queue(agent)).rows
    assert (seen.sent_code, seen.sent_here, seen.assigned_name) == (row.sent_code, False, row.assigned_name)


async def test_whoever_is_assigned_it_takes_the_turn_but_not_the_right_to_read(
    resources: Resources, centre_id: UUID
) -> None:
    agent, colleague = await staff(centre_id, "ines.moreau"), await staff(centre_id, "chantal.remy")
    made = await in_hand(resources, agent)
    (document_id,) = made.document_ids
    await send(agent, document_id, "PA", "", "")
    await release(agent, document_id)
    assert await assign(colleague, Chosen(ids=(document_id,)), "chantal.remy") == (1, "Chantal Remy")
    assert [row.is_sent for row in await mine(colleague)] == [False]
    assert await take_next(agent, LEASE_SECONDS) is None
    koen = await staff(centre_id, "koen.smets")
    await assign(agent, Chosen(ids=(document_id,)), "koen.smets")
    assert await take_next(colleague, LEASE_SECONDS) is None
    assert (await review(colleague, document_id)).sent_to_me
    assert await take_next(koen, LEASE_SECONDS) == document_id


async def test_whoever_is_away_is_stood_in_for_and_whoever_left_keeps_nothing(
    resources: Resources, centre_id: UUID
) -> None:
    agent, koen = await staff(centre_id, "ines.moreau"), await staff(centre_id, "koen.smets")
    made = await in_hand(resources, agent)
    (document_id,) = made.document_ids
    today = clock.today()
    await set_absence(await staff(centre_id, "nadia.benali"), "nadia.benali", "", today, today)
    with pytest.raises(NobodyThere):
        await send(agent, document_id, "AS", "nadia.benali", "")
    await set_absence(koen, "koen.smets", "chantal.remy", today, today)
    await send(agent, document_id, "AG", "koen.smets", "")
    await release(agent, document_id)
    colleague = await staff(centre_id, "chantal.remy")
    assert [row.assigned_name for row in await mine(colleague)] == ["Chantal Remy"]
    await switch_off(system(centre_id), "chantal.remy")
    assert colleague.staff_id is not None
    await release_claims(system(centre_id), colleague.staff_id)
    seen = await review(agent, document_id)
    assert seen.sent_to("fr") is None
    assert await take_next(agent, LEASE_SECONDS) == document_id


async def test_it_can_go_back_to_everyone(resources: Resources, centre_id: UUID) -> None:
    agent, colleague = await staff(centre_id, "ines.moreau"), await staff(centre_id, "chantal.remy")
    made = await in_hand(resources, agent)
    (document_id,) = made.document_ids
    await send(agent, document_id, "PA", "", "")
    await release(agent, document_id)
    await claim(colleague, document_id, LEASE_SECONDS)
    await send(colleague, document_id, "", "", "pas pour nous")
    await release(agent, document_id)
    with pytest.raises(OtherDepartment):
        await review(colleague, document_id)
    assert (await review(agent, document_id)).sent_to("fr") is None


@pytest.mark.parametrize(
    ("department", "username", "error"),
    [
        ("", "", ReceiverNeeded),
        ("NONE", "", NoSuchDepartment),
        ("IT", "", CannotDecide),
        ("AG", "anne.dewit", CannotDecide),
        ("AG", "ines.moreau", SentToOneself),
    ],
)
async def test_it_goes_only_to_somebody_who_decides(
    resources: Resources, centre_id: UUID, department: str, username: str, error: type[Exception]
) -> None:
    made = await in_hand(resources, agent := await staff(centre_id, "ines.moreau"))
    with pytest.raises(error):
        await send(agent, made.document_ids[0], department, username, "")


async def test_whoever_has_no_key_to_a_seal_is_not_sent_what_it_seals(resources: Resources, centre_id: UUID) -> None:
    made = await in_hand(resources, agent := await staff(centre_id, "ines.moreau"), "JUR_JUGT", person=people()[0])
    (document_id,) = made.document_ids
    with pytest.raises(SealedToThem):
        await send(agent, document_id, "PA", "", "")
    await send(agent, document_id, "AG", "koen.smets", "")  # whatever came in goes through the scan section's hands
    await send(agent, document_id, "JUR", "", "")
    await release(agent, document_id)
    lawyer = await staff(centre_id, "sofie.devos")
    assert (await review(lawyer, document_id)).sent_to_me


async def test_only_whoever_holds_it_sends_it(resources: Resources, centre_id: UUID) -> None:
    made = await in_hand(resources, await staff(centre_id, "ines.moreau"))
    with pytest.raises(ClaimLost):
        await send(await staff(centre_id, "koen.smets"), made.document_ids[0], "PA", "", "")


async def test_the_desk_says_whose_turn_it_is(resources: Resources, centre_id: UUID) -> None:
    """Assigned in the queue after it was sent, it is the other one's; given back to everyone, nobody's."""
    agent, sent_to = await staff(centre_id, "ines.moreau"), await staff(centre_id, "nadia.benali")
    assigned_to = await staff(centre_id, "koen.smets")
    made = await in_hand(resources, agent, "REV_PAIE")
    (document_id,) = made.document_ids
    await send(agent, document_id, "AS", "nadia.benali", "Pour toi ?")
    await release(agent, document_id)
    assert (await review(agent, document_id)).for_another
    assert not (seen := await review(sent_to, document_id)).for_another
    assert (seen.sent_to_me, seen.sent_to("fr")) == (True, "Nadia Benali")
    await assign(agent, Chosen(ids=(document_id,)), "koen.smets")
    assert not (await review(assigned_to, document_id)).for_another
    assert (seen := await review(sent_to, document_id)).for_another
    assert seen.assigned_name == "Koen Smets"
    await assign(agent, Chosen(ids=(document_id,)), "")
    for each in (agent, sent_to, assigned_to):
        seen = await review(each, document_id)
        assert (seen.for_another, seen.sent_to("fr"), seen.sent_to_me) == (False, None, False)
