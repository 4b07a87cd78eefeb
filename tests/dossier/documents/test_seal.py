"""Seals by hand: they hold for rows and verbs as a type's do, and never fall silently."""

from uuid import UUID

import pytest

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.documents.claim import claim, release
from dossier.documents.errors import SealWouldFall
from dossier.documents.profile import profile
from dossier.documents.review import review
from dossier.documents.validate import validate
from dossier.jobs.worker import drain
from dossier.lifecycle import DocumentState
from dossier.people.access import DocumentSealed, OtherDepartment
from dossier.resources import Resources
from dossier.signals.queries import View, signals
from tests.support.deposits import staff
from tests.support.desk import LEASE_SECONDS, filed, in_hand, profiled
from tests.support.signals import events

pytestmark = pytest.mark.people


async def test_what_a_hand_sealed_is_read_by_its_keys_alone(resources: Resources, centre_id: UUID) -> None:
    agent = await staff(centre_id, "ines.moreau")
    document_id = await filed(resources, agent, "LOG_BAIL", people()[0], sealed_as="judicial")
    await drain(resources)
    own_worker, colleague = await staff(centre_id, "nadia.benali"), await staff(centre_id, "wim.claes")
    assert (await review(own_worker, document_id)).sealed_as == "judicial"
    with pytest.raises(DocumentSealed):
        await review(colleague, document_id)
    async with transaction(colleague) as tx:
        assert await tx.value("SELECT count(*) FROM documents WHERE id = $1", document_id) == 0
    lawyer = await staff(centre_id, "sofie.devos")  # the key of JUR, and the signal of this type
    assert (await review(lawyer, document_id)).id == document_id
    seen = [each for each in await signals(colleague, View.DEPARTMENT) if each.document_id == document_id]
    assert [(each.readable, each.type_fr) for each in seen] == [(False, None)], "not even its type is told"
    assert "SealSet" in await events(centre_id, document_id)


async def test_a_medical_seal_by_hand_opens_to_the_departments_of_its_type(
    resources: Resources, centre_id: UUID
) -> None:
    agent = await staff(centre_id, "ines.moreau")
    document_id = await filed(resources, agent, "REV_PAIE", people()[0], sealed_as="medical")
    await drain(resources)
    assert await review(await staff(centre_id, "wim.claes"), document_id)  # AS, which a payslip concerns
    with pytest.raises(OtherDepartment):
        await review(await staff(centre_id, "chantal.remy"), document_id)


async def test_a_seal_falls_only_with_a_word(resources: Resources, centre_id: UUID) -> None:
    made = await in_hand(resources, agent := await staff(centre_id, "ines.moreau"))
    (document_id,) = made.document_ids
    await profile(agent, document_id, await profiled(centre_id, "SAN_CERT"))
    for lower in (
        await profiled(centre_id, "REV_PAIE"),
        await profiled(centre_id, "REV_PAIE", sealed_as="judicial"),
    ):
        with pytest.raises(SealWouldFall):
            await validate(agent, document_id, lower)
        with pytest.raises(SealWouldFall):
            await profile(agent, document_id, lower)
    await profile(agent, document_id, await profiled(centre_id, "REV_PAIE", sealed_as="medical"))  # the hand keeps it
    await validate(agent, document_id, await profiled(centre_id, "REV_PAIE"), lowers_seal=True)
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT sealed_as FROM documents WHERE id = $1", document_id) is None
        facts = await tx.value("SELECT facts ->> 'kind' FROM events WHERE name = 'SealLowered'")
    assert facts == "medical"


async def test_a_depositors_choice_of_a_sealed_type_is_a_proposal(resources: Resources, centre_id: UUID) -> None:
    made = await in_hand(resources, agent := await staff(centre_id, "ines.moreau"), "SAN_CERT")
    reached = await validate(agent, made.document_ids[0], await profiled(centre_id, "REV_PAIE"))
    assert reached is DocumentState.VALIDATED


async def test_a_second_reader_who_changes_the_seal_is_the_only_one_who_saw_it(
    resources: Resources, centre_id: UUID
) -> None:
    first, second = await staff(centre_id, "ines.moreau"), await staff(centre_id, "koen.smets")
    made = await in_hand(resources, first)
    (document_id,) = made.document_ids
    await validate(first, document_id, await profiled(centre_id, "LOG_BAIL"), second_reader=True)
    await release(first, document_id)
    await claim(second, document_id, LEASE_SECONDS)
    sealed = await profiled(centre_id, "LOG_BAIL", sealed_as="judicial")
    assert await validate(second, document_id, sealed) is DocumentState.SECOND_READING
    await release(second, document_id)
    await claim(first, document_id, LEASE_SECONDS)
    assert await validate(first, document_id, sealed) is DocumentState.VALIDATED
