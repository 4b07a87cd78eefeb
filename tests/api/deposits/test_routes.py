"""Another system hands papers in once, however often it sends them, and follows them until they are filed."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from demo.people import people
from dossier.clients.scopes import Scope
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.documents.claim import claim
from dossier.documents.validate import validate
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.api.house import opened_api
from tests.support.deposits import pdf, staff
from tests.support.desk import LEASE_SECONDS, profiled
from tests.support.requests import person_id
from tests.support.signals import events

pytestmark = pytest.mark.people

PATH = "/api/v1/deposits"


def originals(*contents: bytes) -> list[tuple[str, tuple[str, bytes]]]:
    return [("original", ("x.pdf", each)) for each in contents]


async def test_papers_are_handed_in_once_and_followed(resources: Resources, centre_id: UUID) -> None:
    whose = await person_id(centre_id, people()[0])
    told = {"beneficiary_id": str(whose), "type": "REV_PAIE", "language": "nl"}
    sent = originals(pdf("one"), pdf("two", "three"))
    async with opened_api(resources, centre_id) as house:
        gives, other = await house.client(Scope.DEPOSITS_WRITE), await house.client()
        key = {"Idempotency-Key": str(uuid4())}
        first = await gives.post(PATH, data=told, files=sent, headers=key)
        assert first.status_code == 200, first.text
        made = first.json()
        assert (made["state"], len(made["documents"])) == ("received", 2)
        assert (await gives.post(PATH, data=told, files=sent, headers=key)).json() == made
        for data, files in (
            (told, sent[:1]),
            (told, sent[::-1]),
            (told, originals(pdf("four"))),
            ({**told, "beneficiary_id": ""}, sent),
        ):
            answer = await gives.post(PATH, data=data, files=files, headers=key)
            assert (answer.status_code, answer.json()["type"]) == (422, "urn:guichet:problem:key-used")
        twice = await gives.post(PATH, files=[sent[0], sent[0]], headers={"Idempotency-Key": str(uuid4())})
        assert (twice.status_code, len(twice.json()["documents"])) == (200, 2), "two papers may be alike"
        again = await gives.post(PATH, data=told, files=sent, headers={"Idempotency-Key": str(uuid4())})
        assert again.json()["id"] != made["id"]
        assert (await other.get(f"{PATH}/{made['id']}")).status_code == 404
        async with transaction(system(centre_id)) as tx:
            row = await tx.row(
                "SELECT circuit, language, beneficiary_id, social_file_id FROM deposits WHERE id = $1", UUID(made["id"])
            )
            proposed = await tx.value(
                """SELECT array_agg(DISTINCT t.code) FROM documents d JOIN document_types t ON t.id = d.proposed_type_id
                   WHERE d.deposit_id = $1""",
                UUID(made["id"]),
            )
            who = await tx.value("SELECT DISTINCT actor_kind FROM events WHERE name = 'DepositReceived'")
        assert row is not None
        assert (row["circuit"], row["language"], row["beneficiary_id"], proposed) == ("api", "nl", whose, ["REV_PAIE"])
        assert row["social_file_id"] is not None
        assert who == "client"
        assert (await events(centre_id, UUID(made["id"])))[-1] == "DepositReceived"
        await drain(resources)
        agent, document_id = await staff(centre_id, "ines.moreau"), UUID(made["documents"][0]["id"])
        await claim(agent, document_id, LEASE_SECONDS)
        await validate(agent, document_id, await profiled(centre_id, "REV_PAIE"))
        now = (await gives.get(f"{PATH}/{made['id']}")).json()
        assert now["state"] == "ready"
        assert [each["state"] for each in now["documents"]] == ["validated", "captured"]


async def test_what_cannot_be_taken_is_told_and_leaves_nothing(resources: Resources, centre_id: UUID) -> None:
    async with opened_api(resources, centre_id) as house:
        gives = await house.client(Scope.DEPOSITS_WRITE)
        good = originals(pdf("one"))
        for status, kind, data, files in (
            (422, "nothing-to-receive", {}, [("other", ("x.pdf", pdf("one")))]),
            (404, "no-such-beneficiary", {"beneficiary_id": str(uuid4())}, good),
            (422, "unknown-choice", {"type": "NOTHING"}, good),
            (422, "broken-form", {"language": "xx"}, good),
            (422, "broken-form", {"beneficiary_id": "somebody"}, good),
            (422, "file-empty", {}, originals(b"")),
        ):
            answer = await gives.post(PATH, data=data, files=files, headers={"Idempotency-Key": str(uuid4())})
            assert (answer.status_code, answer.json()["type"]) == (status, f"urn:guichet:problem:{kind}")
        keyless = await gives.post(PATH, files=good)
        assert (keyless.status_code, keyless.json()["type"]) == (400, "urn:guichet:problem:not-as-described")
        odd = await gives.post(PATH, files=originals(b"no picture"), headers={"Idempotency-Key": str(uuid4())})
        assert odd.status_code == 422
        async with transaction(system(centre_id)) as tx:
            assert await tx.value("SELECT count(*) FROM receipts") == 0
            assert await tx.value("SELECT count(*) FROM originals") == 0


async def test_a_client_hands_in_so_much_and_no_more(resources: Resources, centre_id: UUID) -> None:
    few = resources.settings.model_copy(update={"client_files_per_window_max": 1})
    async with opened_api(replace(resources, settings=few), centre_id) as house:
        gives = await house.client(Scope.DEPOSITS_WRITE)
        key = {"Idempotency-Key": str(uuid4())}
        for _ in range(2):
            assert (await gives.post(PATH, files=originals(pdf("one")), headers=key)).status_code == 200
        more = await gives.post(PATH, files=originals(pdf("two")), headers={"Idempotency-Key": str(uuid4())})
        assert (more.status_code, more.json()["type"]) == (429, "urn:guichet:problem:client-quota-spent")
