"""Another system asks people for papers in a worker's name, as far as that worker may; and withdraws that."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from demo.people import people
from dossier import clock
from dossier.clients.scopes import Scope
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.api.house import opened_api
from tests.support.deposits import staff
from tests.support.requests import answers_of, ask_for, file_one, person_id, state_of

pytestmark = pytest.mark.people

PATH = "/api/v1/requests"
PROBLEM = "urn:guichet:problem:"


async def words(centre_id: UUID, **other: object) -> dict[str, Any]:
    return {
        "worker": "nadia.benali",
        "beneficiary_id": str(await person_id(centre_id, people()[0])),
        "types": ["REV_PAIE", "ID_CI"],
        "due_on": (clock.today() + timedelta(days=14)).isoformat(),
        **other,
    }


async def asked(client: httpx.AsyncClient, told: dict[str, Any], key: str | None = None) -> httpx.Response:
    return await client.post(PATH, json=told, headers={"Idempotency-Key": key or str(uuid4())})


async def test_a_person_is_asked_once_in_a_worker_s_name_and_followed(resources: Resources, centre_id: UUID) -> None:
    told, key = await words(centre_id, note="Merci de les apporter."), str(uuid4())
    async with opened_api(resources, centre_id) as house:
        asks, other = await house.client(Scope.REQUESTS_WRITE), await house.client()
        first = await asked(asks, told, key)
        assert first.status_code == 200, first.text
        made = first.json()
        assert (made["state"], made["language"]) == ("open", people()[0].language)
        assert [each["type_code"] for each in made["items"]] == told["types"]
        assert (await asked(asks, told, key)).json() == made
        for changed in ({"types": ["REV_PAIE"]}, {"note": ""}, {"language": "tr"}):
            answer = await asked(asks, {**told, **changed}, key)
            assert (answer.status_code, answer.json()["type"]) == (422, f"{PROBLEM}key-used"), changed
        assert (await asked(other, told, key)).json()["id"] != made["id"], "the keys of each client are its own"
        request_id = UUID(made["id"])
        await drain(resources)
        await file_one(resources, centre_id, people()[0], "REV_PAIE")
        await drain(resources)
        assert await answers_of(centre_id, request_id) != [None, None]
        shown = (await asks.get(f"{PATH}/{request_id}")).json()
        assert shown["state"] == "partly_answered"
        assert [(each["answered"], each["document_id"]) for each in shown["items"]] == [(True, None), (False, None)]
        reads = await house.client(Scope.REQUESTS_READ, Scope.DOCUMENTS_READ)
        (answered, _) = (await reads.get(f"{PATH}/{request_id}")).json()["items"]
        assert answered["document_id"] == str((await answers_of(centre_id, request_id))[0])
        async with transaction(system(centre_id)) as tx:
            row = await tx.row(
                """SELECT w.username, r.note FROM document_requests r JOIN staff_members w ON w.id = r.asked_by
                   WHERE r.id = $1""",
                request_id,
            )
            trace = await tx.rows(
                "SELECT name, actor_kind, place, facts FROM events WHERE record_id = $1 ORDER BY seq LIMIT 2",
                request_id,
            )
        assert row is not None
        assert tuple(row) == ("nadia.benali", told["note"])
        assert [(each["name"], each["actor_kind"], each["place"]) for each in trace] == [
            ("ActedInNameOf", "client", "api"),
            ("RequestAsked", "staff", "api"),
        ]
        async with transaction(system(centre_id)) as tx:
            await tx.run("UPDATE document_requests SET due_on = '2020-01-01' WHERE id = $1", request_id)
        late = await asked(asks, {**told, "due_on": "2020-01-01"}, key)
        assert (late.status_code, late.json()["id"]) == (200, made["id"]), "its day over, it is the same request"
        nadia = await staff(centre_id, "nadia.benali")
        assert json.loads(trace[0]["facts"]) == {"staff_id": str(nadia.staff_id), "kind": "request"}


async def test_a_request_is_withdrawn_for_a_reason_by_whoever_asked(resources: Resources, centre_id: UUID) -> None:
    async with opened_api(resources, centre_id) as house:
        asks, other = await house.client(Scope.REQUESTS_WRITE), await house.client()
        made = (await asked(asks, await words(centre_id))).json()
        waiver = f"{PATH}/{made['id']}/waiver"
        told = {"worker": "nadia.benali", "reason": "have_it"}
        assert (await other.post(waiver, json=told)).status_code == 404, "another system's"
        wordless = await asks.post(waiver, json={**told, "reason": "other"})
        assert (wordless.status_code, wordless.json()["type"]) == (422, f"{PROBLEM}waive-words-needed")
        for _ in range(2):
            answer = await asks.post(waiver, json=told)
            assert (answer.status_code, answer.json()["state"], answer.json()["waive_reason"]) == (
                200,
                "waived",
                "have_it",
            )
        again = await asks.post(waiver, json={**told, "reason": "mistake"})
        assert (again.status_code, again.json()["type"]) == (409, f"{PROBLEM}request-over")
        assert await state_of(centre_id, UUID(made["id"])) == "waived"
        of_staff = await ask_for(await staff(centre_id, "nadia.benali"), people()[0], "REV_PAIE")
        assert (await asks.post(f"{PATH}/{of_staff}/waiver", json=told)).status_code == 404


async def test_a_worker_s_limits_are_the_request_s(resources: Resources, centre_id: UUID) -> None:
    async with opened_api(resources, centre_id) as house:
        asks = await house.client(Scope.REQUESTS_WRITE)
        for status, kind, changed in (
            (422, "no-such-worker", {"worker": "nobody"}),
            (403, "not-your-work", {"worker": "rachid.lahlou"}),
            (403, "other-departments-file", {"worker": "pieter.maes"}),
            (422, "no-file-to-ask-for", {"beneficiary_id": str(uuid4())}),
            (422, "unknown-choice", {"types": ["NOTHING"]}),
            (422, "due-past", {"due_on": "2020-01-01"}),
            (422, "due-too-far", {"due_on": "9999-12-31"}),
            (422, "way-not-set-up", {"tell": ["sms"]}),
            (400, "not-as-described", {"types": []}),
            (400, "not-as-described", {"language": "fr\n"}),
        ):
            answer = await asked(asks, await words(centre_id, **changed))
            assert (answer.status_code, answer.json()["type"]) == (status, f"{PROBLEM}{kind}"), changed
        async with transaction(system(centre_id)) as tx:
            assert await tx.value("SELECT count(*) FROM document_requests") == 0
            await tx.run("UPDATE staff_members SET active = false WHERE username = 'nadia.benali'")
        gone = await asked(asks, await words(centre_id))
        assert gone.json()["type"] == f"{PROBLEM}no-such-worker"


async def test_what_asks_for_a_sealed_paper_is_its_client_s_alone(resources: Resources, centre_id: UUID) -> None:
    async with opened_api(resources, centre_id) as house:
        asks, reads = await house.client(Scope.REQUESTS_WRITE), await house.client(Scope.REQUESTS_READ)
        plain = (await asked(asks, await words(centre_id))).json()["id"]
        sealed = (await asked(asks, await words(centre_id, types=["REV_MUT", "REV_PAIE"]))).json()["id"]
        assert (await asks.get(f"{PATH}/{sealed}")).status_code == 200
        assert (await reads.get(f"{PATH}/{plain}")).status_code == 200
        assert (await reads.get(f"{PATH}/{sealed}")).status_code == 404
        assert (await asked(reads, await words(centre_id))).status_code == 403
        blind = await house.client(Scope.DOCUMENTS_READ)
        assert (await blind.get(f"{PATH}/{plain}")).status_code == 403
        async with transaction(system(centre_id)) as tx:
            (asking, reading) = await tx.rows(
                "SELECT id FROM clients WHERE scopes && '{requests:write,requests:read}' ORDER BY added_at"
            )
    reader = Actor(
        centre_id=centre_id, kind="client", id=reading["id"], place="api", scopes=frozenset({"requests:read"})
    )
    for actor, wanted in (
        (reader, {plain}),
        (replace(reader, scopes=frozenset({"documents:read"})), set()),
        (replace(reader, id=asking["id"], scopes=frozenset({"requests:write"})), {plain, sealed}),
    ):
        async with transaction(actor) as tx:
            assert {str(row["id"]) for row in await tx.rows("SELECT id FROM document_requests")} == wanted
            items = await tx.rows("SELECT DISTINCT request_id FROM request_items")
            assert {str(row["request_id"]) for row in items} == wanted


async def test_requests_are_listed_by_a_cursor_and_one_that_changed_is_heard_of_again(
    resources: Resources, centre_id: UUID
) -> None:
    few = replace(resources, settings=resources.settings.model_copy(update={"api_page_max": 1}))
    async with opened_api(few, centre_id) as house:
        asks, reads = await house.client(Scope.REQUESTS_WRITE), await house.client(Scope.REQUESTS_READ)
        made = []
        for code in ("REV_PAIE", "ID_CI"):
            made.append((await asked(asks, await words(centre_id, types=[code]))).json()["id"])
            await drain(resources)  # they are heard of in this order: jobs of one round end in any
        worker = await staff(centre_id, "nadia.benali")
        theirs = str(await ask_for(worker, people()[1], "LOG_BAIL"))
        await drain(resources)

        async def listed(client: httpx.AsyncClient, **only: str) -> tuple[list[dict[str, Any]], str]:
            shown: list[dict[str, Any]] = []
            while True:
                answer = await client.get(PATH, params=only)
                assert answer.status_code == 200, answer.text
                page = answer.json()
                shown += page["requests"]
                if page["next_cursor"] is None:
                    return shown, page["resume_cursor"]
                only["cursor"] = page["next_cursor"]

        everything, _ = await listed(reads)
        assert {each["id"] for each in everything} == {*made, theirs}
        own, cursor = await listed(asks)
        assert [each["id"] for each in own] == made, "with the scope to ask alone, its own"
        assert own[0] == (await asks.get(f"{PATH}/{made[0]}")).json(), "as it is read alone"
        assert (await listed(asks, cursor=cursor))[0] == []
        waiver = {"worker": "nadia.benali", "reason": "mistake"}
        assert (await asks.post(f"{PATH}/{made[0]}/waiver", json=waiver)).status_code == 200
        await drain(resources)
        assert [(each["id"], each["state"]) for each in (await listed(asks, cursor=cursor))[0]] == [(made[0], "waived")]
        assert [each["id"] for each in (await listed(asks, state="open"))[0]] == made[1:]
        of_other = await listed(reads, beneficiary_id=str(await person_id(centre_id, people()[1])))
        assert [each["id"] for each in of_other[0]] == [theirs]
        assert [each["id"] for each in (await listed(reads, social_file_id=everything[-1]["social_file_id"]))[0]]
        assert (await reads.get(PATH, params={"cursor": "%"})).status_code == 422
        assert (await (await house.client(Scope.SIGNALS_READ)).get(PATH)).status_code == 403


async def test_a_request_for_what_is_sealed_is_in_no_list(resources: Resources, centre_id: UUID) -> None:
    worker = await staff(centre_id, "nadia.benali")
    await ask_for(worker, people()[0], "REV_MUT")
    await drain(resources)
    async with opened_api(resources, centre_id) as house:
        assert (await (await house.client(Scope.REQUESTS_READ)).get(PATH)).json()["requests"] == []
