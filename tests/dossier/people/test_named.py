"""Names are found as they sound and though they are mistyped, and only those of one's own centre."""

import pytest

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.ids import new_id
from dossier.people.letters import link_token
from dossier.people.named import named
from dossier.people.queries import find_beneficiaries
from dossier.resources import Resources

PEOPLE = (
    *(
        ("Johan", "Van den Berghe"),
        ("Marie", "Meyer"),
        ("Luc", "Maes"),
        ("Youssef", "El Khattabi"),
        ("Els", "De Clercq"),
    ),
    *(("Pierre", "Dupont"), ("Ayşe", "Yılmaz"), ("Sofie", "Janssens"), ("Griet", "D'Hondt"), ("Émilie", "Lefèbvre")),
)


@pytest.fixture
async def known(actor: Actor) -> Actor:
    async with transaction(actor) as tx:
        for first, last in PEOPLE:
            await tx.run(
                """INSERT INTO beneficiaries (id, centre_id, first_name, last_name, language)
                   VALUES ($1, $2, $3, $4, 'fr')""",
                new_id(),
                actor.centre_id,
                first,
                last,
            )
    return actor


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("vandenberghe", "Van den Berghe"),
        ("van den bergh johan", "Van den Berghe"),
        ("Meijer", "Meyer"),
        ("meier marie", "Meyer"),
        ("maas luc", "Maes"),
        ("yussef elkhatabi", "El Khattabi"),
        ("deklerk", "De Clercq"),
        ("dupond pierre", "Dupont"),
        ("yilmas ayse", "Yılmaz"),
        ("jansens", "Janssens"),
        ("jnassens sofie", "Janssens"),  # two letters that changed places
        ("jansssens", "Janssens"),
        ("janasens", "Janssens"),
        ("dhondt griet", "D'Hondt"),
        ("lefebre emilie", "Lefèbvre"),
    ],
)
async def test_a_name_is_found_first(resources: Resources, known: Actor, words: str, last: str) -> None:
    found = await find_beneficiaries(known, words, resources.cipher)
    assert found, words
    assert found[0].last_name == last


async def test_what_is_spelt_so_comes_before_what_only_sounds_so(resources: Resources, known: Actor) -> None:
    async with transaction(known) as tx:
        await tx.run(
            """INSERT INTO beneficiaries (id, centre_id, first_name, last_name, language)
               VALUES ($1, $2, 'Anna', 'Dupond', 'fr')""",
            new_id(),
            known.centre_id,
        )
    found = await find_beneficiaries(known, "dupond", resources.cipher)
    assert [each.last_name for each in found] == ["Dupond", "Dupont"]


@pytest.mark.parametrize("words", ["", "  ", "xy", "qqqqzzzz", "%", "\\"])
async def test_what_nobody_is_called_finds_nobody(resources: Resources, known: Actor, words: str) -> None:
    assert await find_beneficiaries(known, words, resources.cipher) == []


async def test_nobody_of_another_centre_is_found(known: Actor) -> None:
    assert known.centre_id
    elsewhere = Actor(centre_id=new_id(), kind="system", place="worker")
    async with transaction(elsewhere) as tx:
        found = await named(tx, "jansens", enough=12, most=12)
    assert (found.spelt, found.sounding) == ([], [])


@pytest.mark.people
async def test_a_letter_that_a_scanner_types_finds_whose_file_it_is(resources: Resources, actor: Actor) -> None:
    async with transaction(actor) as tx:
        row = await tx.row(
            "SELECT social_file_id, beneficiary_id FROM social_file_members WHERE role = 'holder' ORDER BY id LIMIT 1"
        )
    assert row is not None
    typed = f"https://guichet.example/l/{link_token(row['social_file_id'])}"
    assert (await find_beneficiaries(actor, typed, resources.cipher))[0].id == row["beneficiary_id"]
    assert await find_beneficiaries(actor, "https://guichet.example/l/not-ours-not-ours-not", resources.cipher) == []
