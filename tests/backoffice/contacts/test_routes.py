"""A clerk writes down by what somebody is reached who stands before them; nobody is shown, and the journal says who."""

import json
import re
from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from demo import accounts
from demo.people import people
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.people.identify import identify
from dossier.people.remember_phone import remember_phone
from dossier.people.remembered import phones_of
from dossier.resources import Resources
from tests.backoffice.house import House, opened_house
from tests.support.mine import reachable, twin_of
from tests.support.rooms import in_one_task

pytestmark = pytest.mark.people
FIRST = people()[0]
WHO = {"number": accounts.file_of(FIRST), "birth_date": f"{FIRST.birth_date:%d/%m/%Y}"}


@pytest.fixture
async def house(resources: Resources, centre_id: UUID) -> AsyncIterator[House]:
    async with in_one_task(opened_house(resources, centre_id)) as opened:
        yield opened


async def contact(centre_id: UUID) -> tuple[str, str]:
    async with transaction(system(centre_id)) as tx:
        row = await tx.row(
            "SELECT email, phone FROM beneficiaries WHERE last_name = $1 AND first_name = $2 AND birth_date = $3",
            FIRST.last_name,
            FIRST.first_name,
            FIRST.birth_date,
        )
    assert row is not None
    return row["email"], row["phone"]


async def test_it_is_written_down_and_what_is_left_empty_stays(house: House, centre_id: UUID) -> None:
    await reachable(centre_id, FIRST, email="old@example.org", phone="0470 00 00 00")
    client = await house.sign_in("fatou.diop")
    assert (await client.get("/backoffice/contacts")).status_code == 200
    kept = await client.post("/backoffice/contacts", data={**WHO, "email": "new@example.org", "phone": ""})
    assert kept.headers["location"] == "/backoffice/contacts"
    assert await contact(centre_id) == ("new@example.org", "0470 00 00 00")
    async with transaction(system(centre_id)) as tx:
        facts = await tx.value("SELECT facts::text FROM events WHERE name = 'ContactSet'")
    assert json.loads(facts) == {"kind": "email", "told_count": 2}  # the old one, and the telephone that stays


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "", "phone": ""},
        {"email": "nobody"},
        {"phone": "12"},
        {"email": "new@example.org", "birth_date": "1/1/1901"},
        {"email": "new@example.org", "number": "104434-63"},
    ],
    ids=["nothing", "email", "phone", "birth date", "number"],
)
async def test_what_cannot_be_is_told(house: House, centre_id: UUID, wrong: dict[str, str]) -> None:
    before = await contact(centre_id)
    client = await house.sign_in("fatou.diop")
    answer = await client.post("/backoffice/contacts", data={**WHO, **wrong})
    assert answer.status_code == 422
    assert FIRST.last_name not in answer.text
    assert await contact(centre_id) == before


async def test_nobody_does_it_for_a_relative_or_without_the_role(house: House, centre_id: UUID) -> None:
    someone = await reachable(centre_id, FIRST)
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            """INSERT INTO staff_ties (id, centre_id, staff_id, beneficiary_id, kind, noted_at)
               SELECT gen_random_uuid(), centre_id, id, $1, 'relative', now() FROM staff_members
               WHERE username = 'fatou.diop'""",
            someone,
        )
    typed = {**WHO, "email": "mine@example.org"}
    assert (await (await house.sign_in("fatou.diop")).post("/backoffice/contacts", data=typed)).status_code == 403
    assert (await (await house.sign_in("anne.dewit")).post("/backoffice/contacts", data=typed)).status_code == 403


async def test_of_twins_the_first_name_says_whose_it_is(house: House, centre_id: UUID) -> None:
    await twin_of(centre_id, FIRST)
    before = await contact(centre_id)
    client = await house.sign_in("fatou.diop")
    typed = {**WHO, "email": "zoe@example.org", "phone": ""}
    answer = await client.post("/backoffice/contacts", data=typed)
    assert answer.status_code == 422
    assert "prénom" in answer.text
    assert "Zoé" not in answer.text
    kept = await client.post("/backoffice/contacts", data={**typed, "first_name": "zoe"})
    assert kept.headers["location"] == "/backoffice/contacts"
    assert await contact(centre_id) == before
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT first_name FROM beneficiaries WHERE email = 'zoe@example.org'") == "Zoé"


async def test_the_screen_says_after_how_long_a_code_comes_there(house: House, resources: Resources) -> None:
    shown = await (await house.sign_in("fatou.diop")).get("/backoffice/contacts")
    assert f"après {resources.settings.contact_change_wait_hours} heures" in shown.text


async def test_phones_that_remember_the_person_are_counted_and_forgotten(house: House, centre_id: UUID) -> None:
    found = await identify(system(centre_id), WHO["number"], FIRST.birth_date)
    me = Actor(centre_id=centre_id, kind="beneficiary", id=found.beneficiary_id, place="portal")
    client = await house.sign_in("fatou.diop")
    typed = {**WHO, "first_name": "", "email": "", "phone": ""}
    none = await client.post("/backoffice/contacts/phones", data=typed)
    assert "Aucun téléphone ne retient cette personne." in none.text
    for _ in range(2):
        await remember_phone(me, found.social_file_id, 10)
    shown = (await client.post("/backoffice/contacts/phones", data=typed)).text
    assert "2 téléphones retiennent cette personne" in shown
    assert f"{WHO['number']} · {WHO['birth_date']}" in shown  # whose: as the clerk typed it
    assert FIRST.last_name not in shown
    sent = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', shown))
    forgot = await client.post("/backoffice/contacts/phones/removal", data=sent)
    assert forgot.headers["location"] == "/backoffice/contacts"
    assert "Plus aucun téléphone" in (await client.get("/backoffice/contacts")).text
    assert await phones_of(me, found.beneficiary_id, 180) == ()
    for path in ("", "/removal"):
        wrong = await client.post(f"/backoffice/contacts/phones{path}", data={**typed, "birth_date": "1/1/1901"})
        assert wrong.status_code == 422
        assert "Personne de ce dossier" in wrong.text
