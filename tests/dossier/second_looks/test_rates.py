"""Rates of error: against a naive recount, with an interval that holds what it says, and without a name in them."""

from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import pytest

from dossier.clock import BRUSSELS
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.ids import new_id
from dossier.resources import Resources
from dossier.second_looks.rates import ENOUGH_LOOKS, RatesNotYours, rates, wilson
from dossier.thesaurus.queries import all_types
from tests.support.deposits import staff
from tests.support.desk import filed

pytestmark = pytest.mark.people
STATES = {"in_order": 60, "wrong": 12, "dropped": 8, "waiting": 6, "withdrawn": 4}
KINDS = ["type", "person", "date", "other", "cut"]


async def _looks(resources: Resources, centre_id: UUID, count: int) -> list[dict[str, object]]:
    """Write so many looks of every kind, evenly strewn over five months; return them."""
    chance = Random(7)
    document_id = await filed(resources, await staff(centre_id, "ines.moreau"), "REV_PAIE")
    types = {each.code: each.id for each in (await all_types(system(centre_id)))[:4]}
    made = []
    async with transaction(system(centre_id)) as tx:
        for number in range(count):
            code, state = chance.choice(list(types)), chance.choices(list(STATES), list(STATES.values()))[0]
            filed_at = datetime(2026, 6, 30, 22, 30, tzinfo=UTC) + timedelta(hours=number * 3600 / count)
            wrong = sorted(chance.sample(KINDS, chance.randint(1, 2))) if state == "wrong" else []
            circuit = chance.choice(["portal", "counter", "post"])
            made.append({"code": code, "state": state, "wrong": wrong, "circuit": circuit, "filed_at": filed_at})
            await tx.run(
                """INSERT INTO second_looks (id, centre_id, document_id, state, type_id, circuit, filed_at, looks_from,
                                             drops_at, profile, wrong, ended_at)
                   VALUES ($1, $2, $3, $4, $5, $6, $7::timestamptz, $7, $7,
                           CASE WHEN $4 = 'waiting' THEN '{}'::jsonb END, $8,
                           CASE WHEN $4 <> 'waiting' THEN $7::timestamptz END)""",
                new_id(),
                centre_id,
                document_id,
                state,
                types[code],
                circuit,
                filed_at,
                wrong,
            )
    return made


async def test_the_counts_are_those_of_a_naive_recount(resources: Resources, centre_id: UUID) -> None:
    made = await _looks(resources, centre_id, 900)
    told = await rates(await staff(centre_id, "anne.dewit"))
    kept = [each for each in made if each["state"] != "withdrawn"]
    for tally, mine in [
        (told.whole, kept),
        *((each.tally, [row for row in kept if row["code"] == each.code]) for each in told.types),
        *((tally, [row for row in kept if row["circuit"] == code]) for code, tally in told.circuits),
        *(
            (tally, [row for row in kept if row["filed_at"].astimezone(BRUSSELS).strftime("%Y-%m-01") == str(month)])  # type: ignore[attr-defined]
            for month, tally in told.months
        ),
    ]:
        states = [row["state"] for row in mine]
        assert tally.drawn == len(mine)
        assert tally.looked == states.count("in_order") + states.count("wrong")
        assert (tally.wrong, tally.dropped, tally.waiting) == tuple(
            states.count(each) for each in ("wrong", "dropped", "waiting")
        )
        assert {kind: tally.by_kind[kind] for kind in KINDS} == {
            kind: sum(kind in row["wrong"] for row in mine)  # type: ignore[operator]
            for kind in KINDS
        }
    assert len(told.months) == 5
    assert len(told.types) == 4
    month = told.months[1][0]
    narrowed = await rates(await staff(centre_id, "olivier.marchal"), month, "post")
    wanted = [
        row
        for row in kept
        if row["circuit"] == "post" and row["filed_at"].astimezone(BRUSSELS).strftime("%Y-%m-01") == str(month)  # type: ignore[attr-defined]
    ]
    assert narrowed.whole.drawn == len(wanted) > 0
    assert len(narrowed.months) == 5


async def test_a_rate_of_few_looks_is_not_told(resources: Resources, centre_id: UUID) -> None:
    await _looks(resources, centre_id, 20)
    told = await rates(await staff(centre_id, "anne.dewit"))
    assert 0 < told.whole.looked < ENOUGH_LOOKS
    assert (told.whole.rate, told.whole.interval) == (None, None)


@pytest.mark.parametrize(
    ("wrong", "looked", "low", "high"),
    [(0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718), (15, 148, 0.0624, 0.1605), (81, 263, 0.2553, 0.3662)],
)
def test_the_interval_is_that_of_the_books(wrong: int, looked: int, low: float, high: float) -> None:
    """Newcombe (1998), Two-sided confidence intervals for the single proportion, table I, method 3."""
    found = wilson(wrong, looked)
    assert found.low == pytest.approx(low, abs=5e-5)
    assert found.high == pytest.approx(high, abs=5e-5)


async def test_only_managers_and_spocs_read_rates(centre_id: UUID) -> None:
    for username in ("nadia.benali", "ines.moreau", "rachid.lahlou"):
        with pytest.raises(RatesNotYours):
            await rates(await staff(centre_id, username))


async def test_no_person_is_in_what_the_screen_gets(resources: Resources, centre_id: UUID) -> None:
    await _looks(resources, centre_id, 200)
    told = await rates(await staff(centre_id, "anne.dewit"))
    async with transaction(system(centre_id)) as tx:
        people = {str(row["id"]) for row in await tx.rows("SELECT id FROM staff_members")}
        naming = await tx.rows(
            """SELECT a.attname FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid
                      AND a.attnum = ANY (c.conkey)
               WHERE c.conrelid = 'second_looks'::regclass AND c.confrelid = 'staff_members'::regclass"""
        )
    assert people
    assert not any(each in repr(told) for each in people)
    assert [row["attname"] for row in naming] == ["read_by"], "which is emptied when a look ends: it ranks nobody"
    assert not {"staff_id", "name", "username", "filed_by", "looked_by"} & set(_names(told))


def _names(value: object) -> list[str]:
    if isinstance(value, tuple):
        return [name for each in value for name in _names(each)]
    if not is_dataclass(value):
        return []
    return [each.name for each in fields(value)] + [
        name for each in fields(value) for name in _names(getattr(value, each.name))
    ]
