"""Another system reads what is filed and what nothing seals, page by page; the access log and the database know it."""

import asyncio
from dataclasses import replace
from io import BytesIO
from typing import cast
from uuid import UUID, uuid4

import pypdf
import pytest

from dossier.clients.documents import Leaf
from dossier.clients.order import give_numbers
from dossier.clients.pdf import pdf_of
from dossier.clients.scopes import Scope
from dossier.clients.token import PLACE
from dossier.database.actor import Actor, system
from dossier.database.engine import Transaction, transaction
from dossier.documents import validate as validating
from dossier.events import Event
from dossier.jobs.worker import drain
from dossier.outbox.publish import publish
from dossier.resources import Resources
from dossier.storage.vault import Vault
from tests.api.house import opened_api
from tests.support.deposits import staff
from tests.support.desk import corrected, filed, in_hand, profiled

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
    await drain(resources)
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
        for cursor in ("x", "&", first["next_cursor"] + "A", "MjAyNi0wMS0wMSAwMA", "OTk5OTk5OTk5OTk5OTk5OTk5OQ"):
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


async def test_a_slow_commit_is_not_passed_over(
    resources: Resources, centre_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent, colleague = await staff(centre_id, "ines.moreau"), await staff(centre_id, "koen.smets")
    slow_id = (await in_hand(resources, colleague, "REV_PAIE")).document_ids[0]
    told = await profiled(centre_id, "REV_PAIE")
    await drain(resources)
    decided, may_commit = asyncio.Event(), asyncio.Event()

    async def slowly(tx: Transaction, event: Event) -> None:
        await publish(tx, event)
        if event.record_id == slow_id:
            decided.set()
            await may_commit.wait()

    monkeypatch.setattr(validating, "publish", slowly)
    slow = asyncio.create_task(validating.validate(colleague, slow_id, told))
    await decided.wait()
    quick_id = await filed(resources, agent, "ID_CI")
    await drain(resources)
    async with opened_api(resources, centre_id) as house:
        reads = await house.client(Scope.DOCUMENTS_READ)
        first = (await reads.get(LIST)).json()
        assert [each["id"] for each in first["documents"]] == [str(quick_id)]
        may_commit.set()
        await slow
        await drain(resources)
        later = (await reads.get(LIST, params={"cursor": first["resume_cursor"]})).json()
        (shown,) = later["documents"]
        assert shown["id"] == str(slow_id)
        assert shown["validated_at"] < first["documents"][0]["validated_at"], "by its moment it would be passed over"
        nothing = (await reads.get(LIST, params={"cursor": later["resume_cursor"]})).json()
        assert nothing == {"documents": [], "next_cursor": None, "resume_cursor": later["resume_cursor"]}


async def test_whoever_gives_a_number_is_waited_for(resources: Resources, centre_id: UUID) -> None:
    del resources
    first, second = uuid4(), uuid4()
    given, may_commit = asyncio.Event(), asyncio.Event()

    async def give(record_id: UUID, *, slowly: bool) -> None:
        async with transaction(system(centre_id)) as tx:
            await give_numbers(tx, "document", [record_id])
            if slowly:
                given.set()
                await may_commit.wait()

    slow = asyncio.create_task(give(first, slowly=True))
    await given.wait()
    quick = asyncio.create_task(give(second, slowly=False))
    done, _ = await asyncio.wait({quick}, timeout=0.3)
    assert not done, "it would be seen before what has a lower number"
    may_commit.set()
    await asyncio.gather(slow, quick)
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows("SELECT record_id FROM announcements ORDER BY number")
    assert [row["record_id"] for row in rows] == [first, second]


async def test_what_changed_comes_again_and_what_is_no_longer_filed_is_gone(
    resources: Resources, centre_id: UUID
) -> None:
    agent = await staff(centre_id, "ines.moreau")
    changes, stays = await filed(resources, agent, "REV_PAIE"), await filed(resources, agent, "ID_CI")
    await drain(resources)
    async with opened_api(resources, centre_id) as house:
        reads = await house.client(Scope.DOCUMENTS_READ)
        known = (await reads.get(LIST)).json()
        assert [each["id"] for each in known["documents"]] == [str(changes), str(stays)]
        await corrected(agent, changes, await profiled(centre_id, "LOG_BAIL"))
        await drain(resources)
        (again,) = (await reads.get(LIST, params={"cursor": known["resume_cursor"]})).json()["documents"]
        assert (again["id"], again["type_code"]) == (str(changes), "LOG_BAIL")
        assert [each["id"] for each in (await reads.get(LIST)).json()["documents"]] == [str(stays), str(changes)]


class _Shelf:
    """A store that says how much of it was handed out."""

    async def read(self, key: str) -> bytes:
        return key.encode() * 200_000


async def test_a_pdf_is_handed_on_a_page_at_a_time() -> None:
    pages = [Leaf(vault_key=f"{at:02}", size=(100, 100)) for at in range(20)] + [Leaf(vault_key=None, size=(0, 0))]
    chunks = [each async for each in pdf_of(cast("Vault", _Shelf()), "Vingt pages", pages)]
    assert max(map(len, chunks)) < 2 * 200_000 + 10_000
    read = pypdf.PdfReader(BytesIO(b"".join(chunks)))
    assert len(read.pages) == 21
    assert "pas d'image" in read.pages[20].extract_text()


async def test_a_sealed_hand_closes_what_was_open(resources: Resources, centre_id: UUID) -> None:
    payslip = await filed(resources, await staff(centre_id, "ines.moreau"), "REV_PAIE")
    async with opened_api(resources, centre_id) as house:
        reads = await house.client(Scope.DOCUMENTS_READ)
        assert (await reads.get(f"{LIST}/{payslip}")).status_code == 200
        async with transaction(system(centre_id)) as tx:
            await tx.run("UPDATE documents SET sealed_as = 'medical' WHERE id = $1", payslip)
        assert (await reads.get(f"{LIST}/{payslip}")).status_code == 404
        assert (await reads.get(LIST)).json()["documents"] == []
