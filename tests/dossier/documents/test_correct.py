"""Correct a filed profile: requests follow, a seal does not fall silently, and it stays where it stands."""

from dataclasses import replace
from uuid import UUID

import pytest

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.documents.errors import SealWouldFall, SenderNeeded
from dossier.documents.move import NotFiled
from dossier.jobs.worker import drain
from dossier.lifecycle import DocumentState
from dossier.resources import Resources
from dossier.thesaurus.content import Asked
from tests.support.deposits import staff
from tests.support.desk import corrected, filed, in_hand, profiled, rows_of
from tests.support.requests import ask_for
from tests.support.signals import events
from tests.support.terms import change_term

pytestmark = pytest.mark.people


async def test_a_request_that_it_answered_waits_again(resources: Resources, centre_id: UUID) -> None:
    agent = await staff(centre_id, "ines.moreau")
    await ask_for(await staff(centre_id, "nadia.benali"), people()[0], "REV_PAIE")
    document_id = await filed(resources, agent, "REV_PAIE")
    await drain(resources)
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT state FROM document_requests") == "answered"
    assert await corrected(agent, document_id, await profiled(centre_id, "LOG_BAIL")) is DocumentState.VALIDATED
    await drain(resources)
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT state FROM document_requests") == "open"
    assert "DocumentCorrected" in await events(centre_id, document_id)


async def test_what_its_type_asks_is_asked_and_a_seal_falls_only_if_one_says_so(
    resources: Resources, centre_id: UUID
) -> None:
    document_id = await filed(resources, await staff(centre_id, "ines.moreau"), "REV_PAIE", sealed_as="medical")
    before = await rows_of(centre_id, document_id)
    async with transaction(system(centre_id)) as tx:
        worker = await tx.value(
            "SELECT s.username FROM social_files f JOIN staff_members s ON s.id = f.social_worker_id WHERE f.id = $1",
            UUID(before["social_file_id"]),
        )
    agent = await staff(centre_id, worker)  # who has a key to the seal
    await change_term(centre_id, "LOG_BAIL", asks=(Asked.SENDER,))
    right = await profiled(centre_id, "LOG_BAIL")
    with pytest.raises(SenderNeeded):
        await corrected(agent, document_id, right)
    with pytest.raises(SealWouldFall):
        await corrected(agent, document_id, replace(right, sender="ACME"))
    assert await rows_of(centre_id, document_id) == before
    await corrected(agent, document_id, replace(right, sender="ACME"), lowers_seal=True)
    assert "SealLowered" in await events(centre_id, document_id)
    after = await rows_of(centre_id, document_id)
    assert (after["sender"], after["sealed_as"]) == ("ACME", None)
    assert after["decided_by"] == before["decided_by"], "whoever filed it is who filed it"


async def test_it_stays_in_its_file_also_when_that_is_closed_and_with_its_person(
    resources: Resources, centre_id: UUID
) -> None:
    agent = await staff(centre_id, "ines.moreau")
    document_id = await filed(resources, agent, "REV_PAIE")
    before = await rows_of(centre_id, document_id)
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE social_files SET status = 'closed' WHERE id = $1", UUID(before["social_file_id"]))
    await corrected(agent, document_id, await profiled(centre_id, "LOG_BAIL", people()[3]))
    after = await rows_of(centre_id, document_id)
    assert (after["social_file_id"], after["beneficiary_ids"]) == (before["social_file_id"], before["beneficiary_ids"])
    assert after["type_id"] != before["type_id"]


async def test_only_what_is_filed_is_corrected(resources: Resources, centre_id: UUID) -> None:
    agent = await staff(centre_id, "ines.moreau")
    made = await in_hand(resources, agent, "REV_PAIE")
    with pytest.raises(NotFiled):
        await corrected(agent, made.document_ids[0], await profiled(centre_id, "LOG_BAIL"))
