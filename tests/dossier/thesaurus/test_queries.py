"""Finding a document type by a few letters in French or Dutch."""

import pytest

from dossier.database.actor import Actor
from dossier.thesaurus.queries import PICTURES, all_types, find_types, refusal_reasons, type_of_picture
from tests.support.signals import document


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("fiche de pa", "REV_PAIE"),
        ("loonf", "REV_PAIE"),
        ("REV_PAIE", "REV_PAIE"),
        ("net à payer", "REV_PAIE"),
        ("identiteits", "ID_CI"),
        ("carte d identite", "ID_CI"),
        ("samenstelling", "FAM_COMP"),
        ("huur", "LOG_BAIL"),
        ("loonfihce", "REV_PAIE"),
    ],
)
async def test_a_few_letters_find_the_type(actor: Actor, words: str, code: str) -> None:
    assert code in [each.code for each in (await find_types(actor, words))[:3]]


async def test_every_picture_proposes_a_type_and_every_word_has_two_languages(actor: Actor) -> None:
    for picture in PICTURES:
        assert await type_of_picture(actor, picture) is not None, picture
    assert await type_of_picture(actor, "nonsense") is None
    for kind in await all_types(actor):
        assert kind.label("fr")
        assert kind.label("nl")
    for reason in await refusal_reasons(actor):
        assert reason.sentence("fr")
        assert reason.sentence("nl")


@pytest.mark.people
async def test_of_types_that_fit_alike_what_the_centre_filed_most_comes_first(actor: Actor) -> None:
    found = await find_types(actor, "attest")
    alike = [each.code for each in found if "attest" in (each.label_fr[:6].lower(), each.label_nl[:6].lower())]
    rare = alike[-1]
    assert found[0].code != rare
    for _ in range(2):
        await document(actor.centre_id, rare)
    assert (await find_types(actor, "attest"))[0].code == rare
    assert (await find_types(actor, ""))[0].code == rare
    best = (await find_types(actor, "fiche de paie"))[0]
    assert best.code == "REV_PAIE", "use decides only between types that fit alike"


async def test_a_bank_account_and_a_change_of_identity_are_read_by_two(actor: Actor) -> None:
    assert {"REV_RIB", "ID_CHGT"} <= {each.code for each in await all_types(actor) if each.two_readers}
