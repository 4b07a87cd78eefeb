"""Saying who one is: what is right begins a deposit, what is wrong keeps what was typed."""

from uuid import uuid4

import pytest

from demo import accounts
from demo.people import people
from dossier.database.actor import Actor
from dossier.people.identify import identify
from dossier.people.letters import link_token
from tests.portal.house import House, add, who
from tests.support.deposits import pdf
from web.catalogues import gettext, speaking

pytestmark = pytest.mark.people


async def test_file_number_and_birth_date_begin_one_deposit_however_often_they_are_sent(house: House) -> None:
    client = await house.browser()
    form = {**who(people()[0]), "deposit_id": str(uuid4())}
    first, second = await client.post("/identification", data=form), await client.post("/identification", data=form)
    assert first.status_code == second.status_code == 303
    assert first.headers["location"] == second.headers["location"] == f"/deposits/{form['deposit_id']}"
    camera = await client.get(first.headers["location"])
    assert camera.status_code == 303
    assert camera.headers["location"].endswith("/photo")


async def test_a_wrong_birth_date_keeps_what_was_typed(house: House) -> None:
    client = await house.browser()
    answer = await client.post("/identification", data={**who(people()[0]), "birth_date_year": "1901"})
    assert answer.status_code == 422
    assert f'value="{accounts.file_of(people()[0])}"' in answer.text
    assert 'value="1901"' in answer.text
    with speaking("fr"):
        words = gettext("We find no file with this number and birth date. Check both, or go on without a number.")
    assert words in answer.text


async def test_an_empty_form_says_what_is_missing_and_where(house: House) -> None:
    answer = await (await house.browser()).post("/identification", data={})
    assert answer.status_code == 422
    assert 'href="#number"' in answer.text
    assert 'href="#birth_date_day"' in answer.text


async def test_guessing_is_stopped_also_for_the_one_who_knows(house: House) -> None:
    client, form = await house.browser(), who(people()[0])
    limit = house.app.state.settings.identify_attempts_max
    for _ in range(limit):
        await client.post("/identification", data={**form, "birth_date_year": "1901"})
    answer = await client.post("/identification", data=form)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "/deposits" not in (await client.get("/")).text


async def test_a_number_that_is_written_otherwise_is_no_new_chance_to_guess(house: House) -> None:
    client, form = await house.browser(), who(people()[0])
    number = accounts.file_of(people()[0])
    for position in range(house.app.state.settings.identify_attempts_max):
        written = f"{number[: position % 6]} {number[position % 6 :]}{'.' * (position // 6)}"
        await client.post("/identification", data={**form, "number": written, "birth_date_year": "1901"})
    assert (await client.post("/identification", data=form)).status_code == 429


async def test_a_personal_link_asks_for_the_birth_date_alone(house: House) -> None:
    client, person = await house.browser(), people()[0]
    actor = Actor(centre_id=house.app.state.centre_id, kind="depositor", place="portal")
    found = await identify(actor, accounts.file_of(person), person.birth_date)
    link = f"/l/{link_token(found.social_file_id)}"
    asked = await client.get(link)
    assert accounts.file_of(person) in asked.text
    assert 'name="number"' not in asked.text
    form = {name: value for name, value in who(person).items() if name != "number"}
    assert (await client.post(link, data=form)).status_code == 303
    assert (await client.get(f"{link}x")).status_code == 422


async def test_someone_without_a_number_leaves_a_name_and_a_contact(house: House) -> None:
    client = await house.browser()
    wrong = await client.post("/identification/contact", data={"name": "Ann Peeters", "contact": ""})
    assert wrong.status_code == 422
    assert 'value="Ann Peeters"' in wrong.text
    answer = await client.post("/identification/contact", data={"name": "Ann Peeters", "contact": "0470 00 00 00"})
    assert answer.status_code == 303
    added, _ = await add(client, answer.headers["location"], pdf("one"))
    assert added.status_code == 303


async def test_another_person_in_this_browser_sees_nothing_of_the_first(house: House) -> None:
    client, deposit = await house.begin(people()[0])
    await add(client, deposit, pdf("one"))
    other = next(person for person in people()[3:] if accounts.file_of(person) != accounts.file_of(people()[0]))
    assert (await client.post("/identification", data=who(other))).status_code == 303
    assert (await client.get(deposit)).status_code == 403


async def test_leaving_forgets_everything(house: House) -> None:
    client, deposit = await house.begin()
    assert (await client.post("/identification/end")).status_code == 303
    assert (await client.get(deposit)).status_code == 403
    assert deposit not in (await client.get("/")).text
