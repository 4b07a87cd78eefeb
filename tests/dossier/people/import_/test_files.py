"""Importing files: a household whole or not at all, pointing at people and staff who are there."""

import time
from datetime import date, timedelta

import pytest

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.ids import file_number
from dossier.people.cipher import NissCipher
from dossier.people.import_ import import_files, import_people, import_staff, people, staff
from dossier.people.import_.household import COLUMNS
from tests.support.lists import Lister, counts

A, B, C = "85073003328", "17073003384", "90010100123"
ONE, TWO = file_number(1), file_number(2)
HOLDER = {
    "number": ONE,
    "department": "as",
    "niss": A,
    "role": "holder",
    "social_worker": "nvl",
    "status": "open",
    "opened_on": "2020-03-01",
    "digital_since": "2026-01-05",
}
CHILD = {"number": ONE, "niss": B, "role": "child"}
ALONE = {"number": TWO, "niss": C, "department": "JUR", "opened_on": "01/02/2021"}


@pytest.fixture(autouse=True)
async def _people_are_there(actor: Actor, cipher: NissCipher, listed: Lister) -> None:
    persons = [{"niss": niss, "last_name": "Nom", "first_name": "P", "language": "fr"} for niss in (A, B, C)]
    worker = {"username": "nvl", "first_name": "N", "last_name": "V", "email": "n@example.org", "language": "nl"}
    await import_people(listed(*persons, columns=people.COLUMNS), actor, cipher)
    await import_staff(listed({**worker, "roles": "social_worker"}, columns=staff.COLUMNS), actor)


async def found(actor: Actor) -> list[tuple[object, ...]]:
    """Return who stands in which file, in which role."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT f.number, d.code, s.username, f.status, f.opened_on, f.digital_since, b.birth_date, m.role
               FROM social_files f JOIN departments d ON d.id = f.department_id
               LEFT JOIN staff_members s ON s.id = f.social_worker_id
               JOIN social_file_members m ON m.social_file_id = f.id JOIN beneficiaries b ON b.id = m.beneficiary_id
               ORDER BY f.number, m.role DESC""",
        )
    return [tuple(row) for row in rows]


FIRST_FILE = (ONE, "AS", "nvl", "open", date(2020, 3, 1), date(2026, 1, 5))
SECOND_FILE = (TWO, "JUR", None, "open", date(2021, 2, 1), None)


async def test_households_are_taken_once_and_a_second_run_changes_nothing(
    actor: Actor,
    cipher: NissCipher,
    listed: Lister,
) -> None:
    path = listed(HOLDER, CHILD, ALONE, columns=COLUMNS)
    assert counts(await import_files(path, actor, cipher)) == (3, 0, 0, 0)
    assert await found(actor) == [
        (*FIRST_FILE, date(1985, 7, 30), "holder"),
        (*FIRST_FILE, date(2017, 7, 30), "child"),
        (*SECOND_FILE, date(1990, 1, 1), "holder"),
    ]
    assert counts(await import_files(path, actor, cipher)) == (0, 0, 3, 0)


async def test_a_closed_file_a_new_role_and_a_new_member_are_changes(
    actor: Actor,
    cipher: NissCipher,
    listed: Lister,
) -> None:
    await import_files(listed(HOLDER, CHILD, columns=COLUMNS), actor, cipher)
    closed = listed(
        {**HOLDER, "status": "closed"},
        {**CHILD, "role": "other"},
        {**CHILD, "niss": C, "role": "partner"},
        columns=COLUMNS,
    )
    assert counts(await import_files(closed, actor, cipher)) == (1, 2, 0, 0)
    assert [(row[3], row[7]) for row in await found(actor)] == [
        ("closed", "partner"),
        ("closed", "other"),
        ("closed", "holder"),
    ]
    silent = listed({**HOLDER, "status": "", "social_worker": ""}, columns=COLUMNS)
    assert counts(await import_files(silent, actor, cipher)) == (0, 0, 1, 0)
    assert {(row[2], row[3]) for row in await found(actor)} == {("nvl", "closed")}


async def test_a_file_never_has_two_holders(actor: Actor, cipher: NissCipher, listed: Lister) -> None:
    await import_files(listed(HOLDER, CHILD, columns=COLUMNS), actor, cipher)
    taken_over = {**HOLDER, "niss": B}
    report = await import_files(listed(taken_over, columns=COLUMNS), actor, cipher)
    assert counts(report) == (0, 0, 0, 1)
    assert "another holder" in report.wrongs[0].sentence
    both = listed(taken_over, {**CHILD, "niss": A, "role": "partner"}, columns=COLUMNS)
    assert counts(await import_files(both, actor, cipher)) == (0, 2, 0, 0)


async def test_a_wrong_line_keeps_its_whole_file_out_and_no_other(
    actor: Actor,
    cipher: NissCipher,
    listed: Lister,
) -> None:
    path = listed(HOLDER, ALONE, {**CHILD, "niss": "17073003385"}, columns=COLUMNS)
    told = await import_files(path, actor, cipher, dry_run=True)
    assert await found(actor) == []
    report = await import_files(path, actor, cipher)
    assert report == told
    assert [row[0] for row in await found(actor)] == [TWO]
    assert [(wrong.line, wrong.sentence[:24]) for wrong in report.wrongs] == [
        (2, "This file was left out, "),
        (4, "There is a typing error "),
    ]


async def test_a_whole_centre_comes_in_within_seconds(actor: Actor, cipher: NissCipher, listed: Lister) -> None:
    numbers = [f"{day:%y%m%d}{serial:03d}" for day, serial in _birthdays(11_387)]
    valid = [nine + f"{97 - int(nine) % 97:02d}" for nine in numbers]
    persons = [{"niss": niss, "last_name": "Nom", "first_name": "P", "language": "fr"} for niss in valid]
    homes = [{**ALONE, "number": file_number(9 + place), "niss": niss} for place, niss in enumerate(valid)]
    began = time.perf_counter()
    assert (await import_people(listed(*persons, columns=people.COLUMNS), actor, cipher)).taken == 11_387
    assert (await import_files(listed(*homes, columns=COLUMNS), actor, cipher)).taken == 11_387
    assert time.perf_counter() - began < 20  # about 2 s on two quiet cores


def _birthdays(count: int) -> list[tuple[date, int]]:
    return [(date(1950, 1, 1) + timedelta(days=place), 1 + place % 997) for place in range(count)]
