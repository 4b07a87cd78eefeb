"""The demo's lists: valid, believable, and what their maker writes."""

import csv
from collections import Counter, defaultdict
from datetime import date

import pytest

from demo.accounts import PASSWORD, accounts, file_of, staff
from demo.data.make_people import lists, make_niss
from demo.people import DATA, people
from dossier.ids import read_number
from dossier.people.niss import NISS
from dossier.people.roles import Role


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("name", ["people.csv", "files.csv"])
def test_the_lists_are_what_their_maker_writes(name: str) -> None:
    assert (DATA / name).read_text(encoding="utf-8") == lists()[name]


def test_a_made_up_number_is_one_that_the_register_could_give() -> None:
    assert make_niss(date(1985, 7, 30), 33) == "85073003328"  # the worked example of the register's manual
    assert NISS(make_niss(date(2003, 5, 28), 101)).birth_date == date(2003, 5, 28)
    assert NISS(make_niss(date(1990, 10, 30), 101, 40)).is_bis


def test_forty_people_have_numbers_that_fit_them() -> None:
    assert len({person.niss for person in people()}) == 40
    for person in people():
        number = NISS(person.niss)
        assert number.birth_date == person.birth_date
        assert number.sex in {person.gender, None}
        assert number.formatted == person.niss_written
    assert sum(NISS(person.niss).is_bis for person in people()) >= 4
    assert sum(person.birth_date.year >= 2000 for person in people()) >= 8
    assert {person.language for person in people()} == {"fr", "nl"}


def test_nobody_can_be_rung_or_written_to() -> None:
    for person in people():
        assert person.email == "" or person.email.endswith("@example.org")
        assert person.phone == "" or person.phone.startswith("+32 470 00 00 ")


def test_every_file_has_a_right_number_one_holder_and_one_worker_of_its_department() -> None:
    workers = {row["username"]: row for row in rows("staff.csv")}
    files = defaultdict(list)
    for row in rows("files.csv"):
        files[row["number"]].append(row)
    assert len(files) == 28
    for number, members in files.items():
        assert read_number(number) == number
        assert [row["role"] == "holder" for row in members] == [True] + [False] * (len(members) - 1)
        for same in ("department", "social_worker", "status", "opened_on", "digital_since"):
            assert len({row[same] for row in members}) == 1
        worker = workers[members[0]["social_worker"]]
        assert worker["department"] == members[0]["department"]
        assert "social_worker" in worker["roles"].split(";")
        assert members[0]["digital_since"] == "" or members[0]["digital_since"] >= members[0]["opened_on"]
    assert {row["niss"] for row in rows("files.csv")} == {person.niss for person in people()}


def test_fourteen_staff_have_every_role_between_them() -> None:
    assert len(staff()) == 14
    held = Counter(role for _, roles in staff() for role in roles)
    assert set(held) == {role.value for role in Role}


def test_a_visitor_is_told_who_they_can_be() -> None:
    told = accounts()
    assert PASSWORD in told
    assert all(username in told for username, _ in staff())
    assert file_of(people()[0]) in told
    assert max(len(line) for line in told.splitlines()) <= 78
