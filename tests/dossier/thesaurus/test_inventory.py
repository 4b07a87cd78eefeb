"""The inventory counts what came in, and tells which terms nobody uses and which are missing; it names nobody."""

from datetime import timedelta
from uuid import UUID

import pytest

from demo.people import people
from dossier import clock
from dossier.documents.claim import claim
from dossier.documents.profile import Profile
from dossier.documents.review import review
from dossier.documents.validate import validate
from dossier.resources import Resources
from dossier.thesaurus.inventory import inventory
from tests.support.deposits import hand_over
from tests.support.terms import change_term, member, retire_term

pytestmark = pytest.mark.people
LEASE_SECONDS = 600


async def filed(resources: Resources, centre_id: UUID, code: str, *words: str) -> None:
    """Hand over a document for each word, and file it as a type in these words."""
    agent = await member(centre_id, "ines.moreau")
    made = await hand_over(resources, centre_id, people()[0], types=(code,) * len(words))
    for document_id, each in zip(made.document_ids, words, strict=True):
        await claim(agent, document_id, LEASE_SECONDS)
        seen = await review(agent, document_id)
        told = Profile(type_id=seen.type_id, beneficiary_id=seen.beneficiary_id, document_date=None, words=each)
        await validate(agent, document_id, told)


async def test_what_came_in_is_counted_by_type_circuit_and_department(resources: Resources, centre_id: UUID) -> None:
    reader = await member(centre_id, "anne.dewit")
    today = clock.today()
    with clock.moved(timedelta(days=-40)):
        await filed(resources, centre_id, "LOG_BAIL", "")
    await filed(resources, centre_id, "REV_PAIE", "", "")
    await change_term(centre_id, "REV_PAIE", label_fr="Fiche de salaire")
    await filed(resources, centre_id, "REV_PAIE", "")  # another version of the same term
    await hand_over(resources, centre_id)  # by a stranger, so in no file
    found = await inventory(reader, today - timedelta(days=29), today)
    assert (found.count, found.untyped_count) == (4, 1)
    assert [(each.code, each.label("fr"), each.count) for each in found.terms] == [("REV_PAIE", "Fiche de salaire", 3)]
    assert found.terms[0].by_circuit == {"portal": 3}
    assert found.by_circuit == (("portal", 4),)
    assert found.by_department == (("AS", 3),)
    assert found.terms[0].by_department == {"AS": 3}
    assert (len(found.steps), found.step_days) == (30, 1)
    assert [each.count for each in found.steps if each.count] == [4]
    longer = await inventory(reader, today - timedelta(days=90), today)
    assert (longer.count, len(longer.steps), longer.step_days) == (5, 13, 7)
    assert sum(each.count for each in longer.steps) == 5


async def test_terms_that_nobody_uses_are_told_with_when_they_were_used_last(
    resources: Resources, centre_id: UUID
) -> None:
    reader = await member(centre_id, "anne.dewit")
    today = clock.today()
    with clock.moved(timedelta(days=-40)):
        await filed(resources, centre_id, "LOG_BAIL", "")
    await filed(resources, centre_id, "REV_PAIE", "")
    await retire_term(centre_id, "LOG_CONGE")
    unused = {each.code: each.last_at for each in (await inventory(reader, today - timedelta(days=29), today)).unused}
    assert "REV_PAIE" not in unused
    assert "LOG_CONGE" not in unused  # nobody shall use it any more
    assert unused["FAM_COMP"] is None
    assert unused["LOG_BAIL"] is not None
    assert len(unused) == 62


async def test_the_words_for_what_has_no_type_are_told_when_they_came_twice(
    resources: Resources, centre_id: UUID
) -> None:
    reader = await member(centre_id, "anne.dewit")
    await filed(
        resources, centre_id, "CPAS_DIV", "Carte de stade", "carte  de stade", "CARTE DÉ STADE", "lettre de Jean Petit"
    )
    today = clock.today()
    found = await inventory(reader, today, today)
    assert [count for _, count in found.words] == [3]
    assert "stade" in found.words[0][0].lower()
    assert found.words_given_once == 1
    assert "Petit" not in repr(found)
