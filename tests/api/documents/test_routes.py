"""Another system reads what is filed and what nothing seals, page by page; the access log and the database know it."""

from dataclasses import replace
from io import BytesIO
from uuid import UUID, uuid4

import pypdf
import pytest

from dossier.clients.scopes import Scope
from dossier.clients.token import PLACE
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.api.house import opened_api
from tests.support.deposits import staff
from tests.support.desk import filed, in_hand

pytestmark = pytest.mark.people

LIST = "/api/v1/documents"


async def test_filed_documents_are_read_and_sealed_ones_are_not(resources: Resources, centre_id: UUID) -> None:
    agent = await staff(centre_id, "ines.moreau")
    payslip = await filed(resources, agent, "REV_PAIE")
    sealed = await filed(resources, agent, "REV_MUT")
    waits = (await in_hand(resources, agent, "REV_PAIE")).document_ids[0]
    await drain(resources)
    async with opened_api(resources, centre_id) as house:
        reads = await house.client(Scope.DOCUMENTS_READ)
        (shown,) = (await reads.get(LIST)).json()["documents"]
        assert (shown["id"], shown["type_code"], shown["circuit"]) == (str(payslip), "REV_PAIE", "portal")
        assert (shown["page_count"], len(shown["beneficiary_ids"])) == (1, 1)
        assert (await reads.get(f"{LIST}/{payslip}")).json() == shown
        pdf = await reads.get(f"{LIST}/{payslip}/pdf")
        assert pdf.headers["content-type"] == "application/pdf"
        (page,) = pypdf.PdfReader(BytesIO(pdf.content)).pages
        assert len(page.images) == 1
        for hidden in (sealed, waits, uuid4()):
            for address in (f"{LIST}/{hidden}", f"{LIST}/{hidden}/pdf"):
                assert (await reads.get(address)).status_code == 404
        async with transaction(system(centre_id)) as tx:
            looks = await tx.rows(
                "SELECT act, record_id, reason, place FROM access_log WHERE actor_kind = 'client' ORDER BY seq"
            )
        seen = [("view", payslip), ("view", payslip), ("download", payslip)]
        assert [tuple(each) for each in looks] == [(act, record, "client", PLACE) for act, record in seen]


async def test_a_list_goes_on_where_it_stopped_and_is_narrowed(resources: Resources, centre_id: UUID) -> None:
    agent = await staff(centre_id, "ines.moreau")
    filed_ids = [str(await filed(resources, agent, code)) for code in ("REV_PAIE", "ID_CI", "REV_PAIE")]
    few = replace(resources, settings=resources.settings.model_copy(update={"api_page_max": 2}))
    async with opened_api(few, centre_id) as house:
        reads = await house.client(Scope.DOCUMENTS_READ)
        first = (await reads.get(LIST)).json()
        rest = (await reads.get(LIST, params={"cursor": first["next_cursor"]})).json()
        assert [each["id"] for each in first["documents"] + rest["documents"]] == filed_ids
        assert rest["next_cursor"] is None
        known = first["documents"][0]
        for told, wanted in (
            ({"type": "ID_CI"}, filed_ids[1:2]),
            ({"type": "NOTHING"}, []),
            ({"validated_since": rest["documents"][0]["validated_at"]}, filed_ids[2:]),
            ({"social_file_id": known["social_file_id"]}, filed_ids[:2]),
            ({"beneficiary_id": known["beneficiary_ids"][0]}, filed_ids[:2]),
            ({"beneficiary_id": str(uuid4())}, []),
        ):
            found = (await reads.get(LIST, params=told)).json()
            assert [each["id"] for each in found["documents"]] == wanted, told
        for cursor in ("x", "&", first["next_cursor"] + "A", "MjAyNi0wMS0wMSAwMA"):
            answer = await reads.get(LIST, params={"cursor": cursor})
            assert (answer.status_code, answer.json()["type"]) == (422, "urn:guichet:problem:cursor-unknown")
        wrong = await reads.get(LIST, params={"beneficiary_id": "somebody"})
        assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (400, "beneficiary_id")


async def test_the_database_hands_a_client_what_its_scopes_say_and_no_more(
    resources: Resources, centre_id: UUID
) -> None:
    agent = await staff(centre_id, "ines.moreau")
    payslip = await filed(resources, agent, "REV_PAIE")
    await filed(resources, agent, "REV_MUT")
    await in_hand(resources, agent, "REV_PAIE")
    await drain(resources)
    async with opened_api(resources, centre_id) as house:
        await house.client()
        async with transaction(system(centre_id)) as tx:
            client_id = await tx.value("SELECT id FROM clients")
    nobody = Actor(centre_id=centre_id, kind="client", id=client_id, place=PLACE)
    reader = replace(nobody, scopes=frozenset({Scope.DOCUMENTS_READ.value}))
    everything = (
        *("documents", "document_beneficiaries", "pages", "renditions", "originals", "page_texts", "deposits"),
        *("beneficiaries", "social_files", "staff_members", "signals"),
    )
    async with transaction(nobody) as tx:
        for table in everything:
            assert await tx.value(f"SELECT count(*) FROM {table}") == 0, table
    async with transaction(reader) as tx:
        counts = {table: await tx.value(f"SELECT count(*) FROM {table}") for table in everything}
        assert [row["id"] for row in await tx.rows("SELECT id FROM documents")] == [payslip]
    read = {"documents", "document_beneficiaries", "pages", "renditions"}
    assert {table for table, count in counts.items() if count} == read
    assert counts["pages"] == 1


async def test_a_sealed_hand_closes_what_was_open(resources: Resources, centre_id: UUID) -> None:
    payslip = await filed(resources, await staff(centre_id, "ines.moreau"), "REV_PAIE")
    async with opened_api(resources, centre_id) as house:
        reads = await house.client(Scope.DOCUMENTS_READ)
        assert (await reads.get(f"{LIST}/{payslip}")).status_code == 200
        async with transaction(system(centre_id)) as tx:
            await tx.run("UPDATE documents SET sealed_as = 'medical' WHERE id = $1", payslip)
        assert (await reads.get(f"{LIST}/{payslip}")).status_code == 404
        assert (await reads.get(LIST)).json()["documents"] == []
