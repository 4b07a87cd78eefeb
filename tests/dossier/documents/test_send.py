"""Send a document on: whoever is meant reads and decides it, nobody else is offered it, seals stay shut."""

from uuid import UUID

import pytest

from demo.people import people
from dossier.documents.claim import claim, release
from dossier.documents.errors import ClaimLost
from dossier.documents.queue import queue
from dossier.documents.review import review
from dossier.documents.send import CannotDecide, ReceiverNeeded, SealedToThem, SentToOneself, send
from dossier.documents.take_next import take_next
from dossier.documents.validate import validate
from dossier.lifecycle import DocumentState
from dossier.people.access import OtherDepartment
from dossier.people.office import NoSuchDepartment
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
        ("FIN", "", CannotDecide),
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
