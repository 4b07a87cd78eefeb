"""Another system brings people, files and staff in: new ones, and what changed; nobody's power grows by it."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from demo import accounts
from demo.people import people
from dossier.clients.scopes import Scope
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.ids import file_number
from dossier.resources import Resources
from tests.api.house import opened_api
from tests.support.requests import person_id
from tests.support.signals import events

pytestmark = pytest.mark.people

NISS = "85073003328"
PERSON = {"niss": NISS, "last_name": "Lemaire", "first_name": "Zoé", "language": "fr", "town": "Valmeir"}


async def outcomes(client: Any, address: str, *told: dict[str, Any]) -> list[object]:
    answers = [await client.put(address, json=each) for each in told]
    return [each.json().get("outcome", each.json().get("type", "").rpartition(":")[2]) for each in answers]


async def test_a_person_is_brought_in_changed_and_found(resources: Resources, centre_id: UUID) -> None:
    async with opened_api(resources, centre_id) as house:
        brings, new = await house.client(Scope.PEOPLE_WRITE), uuid4()
        told = [PERSON, PERSON, {**PERSON, "town": "", "phone": "+32 470 00 00 00"}, {**PERSON, "town": "Autreville"}]
        assert await outcomes(brings, f"/api/v1/people/{new}", *told) == ["taken", "unchanged", "changed", "changed"]
        async with transaction(system(centre_id)) as tx:
            row = await tx.row(
                "SELECT town, phone, birth_date::text, niss_ciphertext FROM beneficiaries WHERE id = $1", new
            )
        assert row is not None
        assert tuple(row)[:3] == ("Autreville", "+32 470 00 00 00", "1985-07-30")
        assert NISS.encode() not in row["niss_ciphertext"]
        assert await events(centre_id, new) == ["PersonPut"] * 3
        assert await outcomes(brings, f"/api/v1/people/{uuid4()}", PERSON) == ["person-known"]
        known = await person_id(centre_id, people()[0])
        assert await outcomes(brings, f"/api/v1/people/{known}", PERSON) == ["person-known"]
        other = {**PERSON, "niss": "85073103395"}
        assert (await brings.put(f"/api/v1/people/{new}", json=other)).status_code in {409, 422}
        for wrong in ({"niss": "85073003329"}, {"email": "nobody"}, {"language": "french"}, {"last_name": ""}):
            answer = await brings.put(f"/api/v1/people/{new}", json={**PERSON, **wrong})
            assert answer.status_code == 422, wrong
            assert NISS not in answer.text
        assert (await brings.put(f"/api/v1/people/{new}", json={**PERSON, "x": "y"})).status_code == 400
        search = "/api/v1/people/search"
        found = (await brings.post(search, json={"niss": NISS})).json()["people"]
        assert found == [{"beneficiary_id": str(new), "social_file_id": None, "role": None}]
        of_file = (await brings.post(search, json={"file_number": accounts.file_of(people()[0])})).json()["people"]
        assert str(known) in {each["beneficiary_id"] for each in of_file}
        assert (await brings.post(search, json={})).json() == {"people": []}
        assert (await brings.post(search, json={"niss": "1"})).status_code == 422
        async with transaction(system(centre_id)) as tx:
            looked = await tx.value("SELECT count(*) FROM access_log WHERE record_id = $1 AND reason = 'client'", new)
        assert looked == 1


async def test_a_file_is_brought_in_with_its_people(resources: Resources, centre_id: UUID) -> None:
    async with opened_api(resources, centre_id) as house:
        brings, new, person = await house.client(Scope.PEOPLE_WRITE), uuid4(), uuid4()
        await brings.put(f"/api/v1/people/{person}", json=PERSON)
        holder = {"beneficiary_id": str(person), "role": "holder"}
        told = {
            "number": file_number(987_654),
            "department_code": "AS",
            "opened_on": "2026-01-05",
            "members": [holder],
            "social_worker": "nadia.benali",
        }
        partner = {"beneficiary_id": str(await person_id(centre_id, people()[1])), "role": "partner"}
        address = f"/api/v1/files/{new}"
        both = {**told, "members": [holder, partner]}
        closed = {**both, "status": "closed", "social_worker": None}
        assert await outcomes(brings, address, told, told, both, both, closed) == [
            *("taken", "unchanged", "changed", "unchanged", "changed"),
        ]
        async with transaction(system(centre_id)) as tx:
            row = await tx.row(
                """SELECT f.status, w.username, (SELECT count(*) FROM social_file_members m
                                                 WHERE m.social_file_id = f.id) AS count
                   FROM social_files f JOIN staff_members w ON w.id = f.social_worker_id WHERE f.id = $1""",
                new,
            )
        assert row is not None
        assert tuple(row) == ("closed", "nadia.benali", 2)
        for wrong, kind in (
            ({"number": "123"}, "file-number-wrong"),
            ({"department_code": "XX"}, "unknown-choice"),
            ({"social_worker": "nobody"}, "staff-not-imported"),
            ({"digital_since": "2025-01-01"}, "digital-before-open"),
            ({"members": [{**holder, "beneficiary_id": str(uuid4())}]}, "no-such-beneficiary"),
            ({"members": [{**holder, "role": "child"}]}, "one-holder"),
            ({"number": file_number(987_655)}, "other-file-number"),
        ):
            assert await outcomes(brings, address, {**told, **wrong}) == [kind]
        assert await outcomes(brings, f"/api/v1/files/{uuid4()}", told) == ["file-known"]


async def test_no_system_makes_an_administrator(resources: Resources, centre_id: UUID) -> None:
    async with opened_api(resources, centre_id) as house:
        brings, new = await house.client(Scope.PEOPLE_WRITE), uuid4()
        told = {
            "username": "zoe.lemaire",
            "first_name": "Zoé",
            "last_name": "Lemaire",
            "email": "zoe@example.org",
            "language": "fr",
            "roles": ["social_worker"],
            "department_code": "AS",
        }
        address = f"/api/v1/workers/{new}"
        assert await outcomes(brings, address, told, told, {**told, "roles": ["spoc"]}) == [
            *("taken", "unchanged", "changed"),
        ]
        for role in ("administrator", "auditor"):
            assert await outcomes(brings, address, {**told, "roles": ["spoc", role]}) == ["role-by-hand"]
        async with transaction(system(centre_id)) as tx:
            row = await tx.row("SELECT id, email FROM staff_members WHERE username = 'rachid.lahlou'")
        assert row is not None
        taken_over = {**told, "username": "rachid.lahlou"}
        assert await outcomes(brings, f"/api/v1/workers/{row['id']}", taken_over) == ["role-by-hand"]
        assert await outcomes(brings, address, taken_over) == ["worker-known"]
        assert await outcomes(brings, address, {**told, "username": "other"}) == ["other-worker"]
        reads = await house.client(Scope.DOCUMENTS_READ)
        assert await outcomes(reads, address, told) == ["out-of-scope"]
