"""The door for staff: in with the right password, slowed down with wrong ones, out again."""

from uuid import UUID

import pytest

from dossier.database.actor import system
from dossier.people.staff import set_password
from dossier.people.switch import switch_off, switch_on
from dossier.resources import Resources
from tests.backoffice.house import opened_house

pytestmark = pytest.mark.people

WRONG = {"username": "ines.moreau", "password": "wrong", "return_to": ""}
RIGHT = {**WRONG, "password": "guichet-demo", "return_to": "/backoffice/signals"}


async def test_in_to_the_page_that_was_asked_for_and_out_again(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        client = await house.browser()
        answer = await client.post("/backoffice/session", data=RIGHT)
        assert (answer.status_code, answer.headers["location"]) == (303, "/backoffice/signals")
        assert (await client.get("/backoffice/signals")).status_code == 200
        assert (await client.post("/backoffice/session/end")).status_code == 303
        assert (await client.get("/backoffice/signals")).status_code == 303


async def test_whoever_is_given_another_password_is_out_at_the_next_request(
    resources: Resources, centre_id: UUID
) -> None:
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        assert (await client.get("/backoffice/queue")).status_code == 200
        await set_password(system(centre_id), "ines.moreau", "another password of hers")
        out = await client.get("/backoffice/queue")
        assert (out.status_code, out.headers["location"]) == (303, "/backoffice/session?return_to=/backoffice/queue")


async def test_whoever_is_switched_off_is_out_at_the_next_request_and_stays_out(
    resources: Resources, centre_id: UUID
) -> None:
    async with opened_house(resources, centre_id) as house:
        client, colleague = await house.sign_in("ines.moreau"), await house.sign_in("wim.claes")
        await switch_off(system(centre_id), "ines.moreau")
        assert (await client.get("/backoffice/queue")).status_code == 303
        assert (await client.post("/backoffice/session", data=RIGHT)).status_code == 403
        await switch_on(system(centre_id), "ines.moreau")
        assert (await client.get("/backoffice/queue")).status_code == 303  # the account is back, that sign-in is not
        assert (await client.post("/backoffice/session", data=RIGHT)).status_code == 303
        assert (await colleague.get("/backoffice/queue")).status_code == 200


async def test_a_wrong_password_keeps_the_name_and_many_are_slowed_down(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        client = await house.browser()
        answer = await client.post("/backoffice/session", data=WRONG)
        assert answer.status_code == 403
        assert 'value="ines.moreau"' in answer.text
        assert "wrong" not in answer.text
        for _ in range(resources.settings.sign_in_attempts_max):
            answer = await client.post("/backoffice/session", data=WRONG)
        assert answer.status_code == 429
        assert (await client.post("/backoffice/session", data=RIGHT)).status_code == 429


async def test_an_empty_form_says_which_field_is_missing(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        client = await house.browser()
        answer = await client.post("/backoffice/session", data={"username": "", "password": "", "return_to": ""})
        assert (answer.status_code, answer.text.count('aria-invalid="true"')) == (422, 2)


async def test_a_person_is_spoken_to_in_their_language(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("wim.claes")
        assert '<html lang="nl"' in (await client.get("/backoffice/queue")).text
