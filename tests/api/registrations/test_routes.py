"""Another system registers what the centre makes in a worker's name: once, with its number, and filed."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from demo import accounts
from demo.people import people
from dossier import clock
from dossier.clients.scopes import Scope
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.resources import Resources
from tests.api.house import opened_api
from tests.support.deposits import pdf, staff
from tests.support.requests import ask_for, person_id
from tests.support.texts import docx

pytestmark = pytest.mark.people

PATH = "/api/v1/registrations"
PROBLEM = "urn:guichet:problem:"


async def words(centre_id: UUID, **other: str) -> dict[str, str]:
    async with transaction(system(centre_id)) as tx:
        file_id = await tx.value("SELECT id FROM social_files WHERE number = $1", accounts.file_of(people()[0]))
    return {
        "worker": "nadia.benali",
        "social_file_id": str(file_id),
        "beneficiary_id": str(await person_id(centre_id, people()[0])),
        "direction": "outgoing",
        "type": "CPAS_DIV",
        "document_date": clock.today().isoformat(),
        "words": "Une lettre",
        "addressee": "Agence  du Midi",
        "sent_by": "registered",
        **other,
    }


async def registered(
    client: httpx.AsyncClient, told: dict[str, str], content: bytes, key: str | None = None
) -> httpx.Response:
    files: Any = {"file": ("lettre.pdf", content)}
    return await client.post(PATH, data=told, files=files, headers={"Idempotency-Key": key or str(uuid4())})


async def test_a_letter_is_registered_once_and_filed(resources: Resources, centre_id: UUID) -> None:
    nadia = await staff(centre_id, "nadia.benali")
    request_id = await ask_for(nadia, people()[0], "REV_PAIE")
    told, key = await words(centre_id, answers_request_id=str(request_id), author="pieter.maes"), str(uuid4())
    async with opened_api(resources, centre_id) as house:
        gives, other = await house.client(Scope.REGISTRATIONS_WRITE), await house.client()
        first = await registered(gives, told, pdf("one"), key)
        assert first.status_code == 200, first.text
        made, year = first.json(), clock.today().year
        assert (made["number"], made["direction"]) == (f"O-{year}-00001", "outgoing")
        assert (await registered(gives, told, pdf("one"), key)).json() == made
        for changed, content in (
            ({}, pdf("two")),
            ({"addressee": "Quelqu'un d'autre"}, pdf("one")),
            ({"author": "nadia.benali"}, pdf("one")),
        ):
            answer = await registered(gives, {**told, **changed}, content, key)
            assert (answer.status_code, answer.json()["type"]) == (422, f"{PROBLEM}key-used"), changed
        assert (await gives.get(f"{PATH}/{made['id']}")).json() == made
        assert (await other.get(f"{PATH}/{made['id']}")).status_code == 404
        second = await registered(gives, await words(centre_id, direction="internal"), pdf("three"))
        assert second.json()["number"] == f"I-{year}-00001"
        async with transaction(system(centre_id)) as tx:
            row = await tx.row(
                """SELECT d.state, d.circuit, d.reference, d.sender, g.addressee, g.sent_by, w.username,
                          g.answers_request_id
                   FROM documents d JOIN registrations g ON g.document_id = d.id
                   JOIN staff_members w ON w.id = g.registered_by WHERE d.id = $1""",
                UUID(made["id"]),
            )
            trace = await tx.rows(
                "SELECT actor_kind FROM events WHERE record_id = $1 AND name = 'ActedInNameOf'", UUID(made["id"])
            )
        assert row is not None
        assert tuple(row) == (
            *("validated", "outgoing", made["number"], "Pieter Maes", "Agence du Midi", "registered"),
            *("nadia.benali", request_id),
        )
        assert [each["actor_kind"] for each in trace] == ["client"]


async def test_a_text_is_registered_as_it_came(resources: Resources, centre_id: UUID) -> None:
    async with opened_api(resources, centre_id) as house:
        gives = await house.client(Scope.REGISTRATIONS_WRITE)
        made = await registered(gives, await words(centre_id), docx("Une lettre"))
        assert made.status_code == 200, made.text
        async with transaction(system(centre_id)) as tx:
            kinds = await tx.rows(
                "SELECT media_type FROM originals WHERE paper_id = $1 ORDER BY media_type", UUID(made.json()["id"])
            )
        assert any("word" in each["media_type"] for each in kinds)


async def test_what_cannot_be_registered_is_told_and_gets_no_number(resources: Resources, centre_id: UUID) -> None:
    async with opened_api(resources, centre_id) as house:
        gives = await house.client(Scope.REGISTRATIONS_WRITE)
        for status, kind, changed in (
            (422, "no-such-worker", {"worker": "nobody"}),
            (403, "not-your-work", {"worker": "rachid.lahlou"}),
            (403, "other-departments-file", {"worker": "pieter.maes"}),
            (404, "no-such-file", {"social_file_id": str(uuid4())}),
            (422, "no-such-author", {"author": "nobody"}),
            (422, "unknown-choice", {"type": "NOTHING"}),
            (422, "addressee-needed", {"addressee": ""}),
            (422, "sent-by-needed", {"sent_by": ""}),
            (422, "not-of-this-file", {"answers_request_id": str(uuid4())}),
            (400, "not-as-described", {"direction": "sideways"}),
            (400, "not-as-described", {"document_date": "yesterday"}),
        ):
            answer = await registered(gives, await words(centre_id, **changed), pdf("one"))
            assert (answer.status_code, answer.json()["type"]) == (status, f"{PROBLEM}{kind}"), changed
            if status == 400:
                assert answer.json()["errors"][0]["field"] in changed
        fileless = await gives.post(
            PATH, data=await words(centre_id), files={"other": b"x"}, headers={"Idempotency-Key": str(uuid4())}
        )
        assert (fileless.status_code, fileless.json()["type"]) == (422, f"{PROBLEM}nothing-to-register")
        assert (await registered(await house.client(Scope.DEPOSITS_WRITE), {}, pdf("one"))).status_code == 403
        async with transaction(system(centre_id)) as tx:
            assert await tx.value("SELECT count(*) FROM register_numbers") == 0
