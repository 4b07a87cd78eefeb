"""Reading the lines of a file: what is wrong with one is said in words, and keeps its whole household out."""

from datetime import date
from uuid import uuid4

import pytest

from dossier.ids import file_number, receipt_number
from dossier.people.import_.household import COLUMNS, Household, Known, households
from dossier.people.import_.report import Tally
from dossier.people.import_.sheet import Line
from dossier.people.niss import NISS

A, B = "85073003328", "17073003384"
HOLDER = {
    "number": file_number(1),
    "department": "AS",
    "niss": A,
    "role": "holder",
    "social_worker": "nvl",
    "status": "open",
    "opened_on": "2020-03-01",
    "digital_since": "2026-01-05",
}
CHILD = {"number": file_number(1), "niss": B, "role": "child"}
KNOWN = Known(
    departments={"AS": uuid4(), "JUR": uuid4()},
    staff={"nvl": uuid4()},
    people={A.encode(): uuid4(), B.encode(): uuid4()},
    index_of=lambda niss: niss.digits.encode(),
)


def read(*rows: dict[str, str]) -> tuple[list[Household], dict[int, str]]:
    """Return the households of some lines, the first of which is line 2, and the sentences by line."""
    blank = dict.fromkeys(COLUMNS, "")
    tally = Tally()
    lines = [Line(number, {**blank, **row}) for number, row in enumerate(rows, start=2)]
    found = list(households(lines, KNOWN, tally))
    return found, {wrong.line: wrong.sentence for wrong in tally.report().wrongs}


def test_lines_of_one_number_are_one_household_wherever_they_stand() -> None:
    other = {**HOLDER, "number": file_number(2), "niss": B, "role": "", "social_worker": "", "opened_on": "01/02/2021"}
    (first, second), wrongs = read(HOLDER, other, CHILD)
    assert wrongs == {}
    assert [(member.line, member.role) for member in first.members] == [(2, "holder"), (4, "child")]
    assert [member.beneficiary_id for member in second.members] == [KNOWN.people[B.encode()]]
    assert first.facts["social_worker_id"] == KNOWN.staff["nvl"]
    assert (second.facts["social_worker_id"], second.facts["opened_on"]) == (None, date(2021, 2, 1))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"number": ""}, "The column number is empty."),
        ({"number": "000001-99"}, "This file number is not right: it has six digits, a hyphen and two check digits."),
        ({"number": receipt_number(2026, 1)}, "This file number is not right: it has six digits"),
        ({"department": "XX"}, "The column department needs one of: AS, JUR."),
        ({"department": ""}, "The column department is empty."),
        ({"niss": NISS.parse("90010100123").formatted}, "Nobody here has this national register number"),
        ({"social_worker": "ghost"}, "Nobody of the staff has the user name in the column social_worker"),
        ({"status": "lost"}, "The column status needs one of: closed, open."),
        ({"opened_on": "2020-02-30"}, "The column opened_on needs a date"),
        ({"opened_on": ""}, "The column opened_on is empty."),
        ({"digital_since": "2019-01-01"}, "The date in digital_since lies before the one in opened_on."),
        ({"role": "child"}, "The first line of a file is its holder, and no other line is."),
        ({"role": "cousin"}, "The column role needs one of: child, holder, other, partner."),
    ],
)
def test_a_wrong_first_line_is_told(change: dict[str, str], sentence: str) -> None:
    found, wrongs = read({**HOLDER, **change})
    assert found == []
    assert wrongs[2].startswith(sentence)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"niss": A}, "This person stands in this file already, on line 2."),
        ({"niss": "1"}, "A national register number has 11 digits."),
        ({"role": "holder"}, "The first line of a file is its holder"),
        ({"role": ""}, "The column role is empty."),
        ({"department": "JUR"}, "The column department says something else than line 2 of the same file."),
    ],
)
def test_a_wrong_later_line_keeps_the_household_out(change: dict[str, str], sentence: str) -> None:
    found, wrongs = read(HOLDER, {**CHILD, **change})
    assert found == []
    assert wrongs[2] == "This file was left out, because its line 3 is wrong."
    assert wrongs[3].startswith(sentence)


def test_a_line_that_does_not_fit_the_heading_is_told() -> None:
    tally = Tally()
    assert list(households([Line(2, None)], KNOWN, tally)) == []
    assert tally.report().wrongs[0].sentence.startswith("This line has more or fewer cells than the first one")
