"""Finding beneficiaries by a few letters, in any order, without accents, with a typo, by number."""

import pytest

from demo import accounts
from demo.people import people
from dossier.database.actor import Actor
from dossier.people.queries import find_beneficiaries
from dossier.resources import Resources

pytestmark = pytest.mark.people


async def test_the_right_person_comes_first(resources: Resources, actor: Actor) -> None:
    person = next(each for each in people() if any(ord(letter) > 127 for letter in each.name))
    folded = person.name.lower()
    last, first = person.last_name, person.first_name
    typo = last[:2] + last[3:] if len(last) > 5 else last
    for words in (f"{last} {first}", f"{first} {last}", folded, f"{last[:4]} {first}", f"{typo} {first}"):
        found = await find_beneficiaries(actor, words, resources.cipher)
        assert (found[0].first_name, found[0].last_name) == (first, last), words


async def test_numbers_find_exactly_whom_they_belong_to(resources: Resources, actor: Actor) -> None:
    person = people()[5]
    (by_niss,) = {each.id for each in await find_beneficiaries(actor, person.niss_written, resources.cipher)}
    by_file = [each.id for each in await find_beneficiaries(actor, accounts.file_of(person), resources.cipher)]
    assert by_niss in by_file
    assert await find_beneficiaries(actor, "zzzzqqq", resources.cipher) == []
    assert await find_beneficiaries(actor, "  ", resources.cipher) == []
