"""Identification by file number and birth date, and by the personal link of a letter."""

from datetime import date, timedelta

import pytest

from demo import accounts
from demo.people import people
from dossier import signing
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.people.identify import NotIdentified, NumberMistyped, SeveralIdentified, identify
from dossier.people.letters import file_number, link_token
from tests.support.mine import twin_of

pytestmark = pytest.mark.people


async def test_a_member_of_a_file_is_found_however_the_number_is_typed(actor: Actor) -> None:
    person = people()[0]
    number = accounts.file_of(person)
    for typed in (number, number.replace("-", ""), number.replace("-", " "), f" {number} "):
        assert (await identify(actor, typed, person.birth_date)).first_name == person.first_name


async def test_a_wrong_number_is_told_from_a_wrong_birth_date(actor: Actor) -> None:
    person = people()[0]
    number = accounts.file_of(person)
    with pytest.raises(NumberMistyped):
        await identify(actor, "123456-78", person.birth_date)
    with pytest.raises(NotIdentified):
        await identify(actor, number, person.birth_date + timedelta(days=1))
    with pytest.raises(NotIdentified):
        await identify(actor, "000001-01", date(1990, 1, 1))


async def test_a_letter_s_link_names_its_file_and_says_nothing(actor: Actor) -> None:
    person = people()[0]
    found = await identify(actor, accounts.file_of(person), person.birth_date)
    token = link_token(found.social_file_id)
    assert await file_number(actor, token) == accounts.file_of(person)
    for personal in (person.niss, person.last_name, accounts.file_of(person)):
        assert personal not in token
    said, dot, signature = token.rpartition(".")
    damaged = ("A" if signature[0] != "A" else "B") + signature[1:]  # of the last one, not every bit counts
    with pytest.raises(signing.BadToken):
        await file_number(actor, said + dot + damaged)
    with pytest.raises(signing.BadToken):
        await file_number(actor, signing.sign("receipt", found.social_file_id.hex))


async def test_an_event_says_who_was_identified_and_nothing_else(actor: Actor) -> None:
    person = people()[0]
    found = await identify(actor, accounts.file_of(person), person.birth_date)
    async with transaction(actor) as tx:
        row = await tx.row("SELECT record_id, facts::text FROM events WHERE name = 'BeneficiaryIdentified'")
    assert row is not None
    assert tuple(row) == (found.beneficiary_id, "{}")


async def test_of_twins_none_is_taken_for_the_other(actor: Actor) -> None:
    person = people()[0]
    await twin_of(actor.centre_id, person)
    with pytest.raises(SeveralIdentified):
        await identify(actor, accounts.file_of(person), person.birth_date)
