"""Reads the lines of a list of files, and gathers those of one number: a household stands or falls together."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from dossier.errors import Refused
from dossier.ids import read_number
from dossier.people.import_ import cells
from dossier.people.import_.report import Tally
from dossier.people.import_.sheet import Line
from dossier.people.niss import NISS

COLUMNS = ("number", "department", "niss", "role", "social_worker", "status", "opened_on", "digital_since")
ROLES = ("holder", "partner", "child", "other")
STATES = ("open", "closed")
_FILE_NUMBER_CHARACTERS = len("NNNNNN-CC")


class FileNumberWrong(Refused):
    """This file number is not right: it has six digits, a hyphen and two check digits."""


class PersonNotImported(Refused):
    """Nobody here has this national register number: import this person first."""


class StaffNotImported(Refused):
    """Nobody of the staff has the user name in the column social_worker: import the staff first."""


class FirstIsHolder(Refused):
    """The first line of a file is its holder, and no other line is."""


class MemberTwice(Refused):
    """This person stands in this file already, on line {line}."""


class SaysOtherwise(Refused):
    """The column {column} says something else than line {line} of the same file."""


class DigitalBeforeOpen(Refused):
    """The date in digital_since lies before the one in opened_on."""


class FileLeftOut(Refused):
    """This file was left out, because its line {line} is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the lines may point at, in this centre."""

    departments: Mapping[str, UUID]  # by code
    staff: Mapping[str, UUID]  # by user name
    people: Mapping[bytes, UUID]  # by blind index
    index_of: Callable[[NISS], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One person's place in a file."""

    line: int
    beneficiary_id: UUID
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """One file as the list has it: its own columns, and its members from the holder on."""

    number: str
    facts: dict[str, object]
    members: list[Member]

    @property
    def lines(self) -> list[int]:
        """Return the numbers of its lines."""
        return [member.line for member in self.members]


def households(lines: list[Line], known: Known, tally: Tally) -> Iterator[Household]:
    """Yield the files whose every line is right, and tell the tally of the others."""
    for number, group in _by_number(lines, tally).items():
        household = _household(number, group, known, tally)
        wrong_lines = [line.number for line in group if line.number in tally.wrongs]
        if wrong_lines:
            leave_out([line.number for line in group], FileLeftOut(line=wrong_lines[0]), tally)
        elif household is not None:
            yield household


def leave_out(lines: list[int], error: Refused, tally: Tally) -> None:
    """Note for every line of a file why it was left out."""
    for line in lines:
        tally.wrong(line, error)


def _by_number(lines: list[Line], tally: Tally) -> dict[str, list[Line]]:
    groups: dict[str, list[Line]] = {}
    for line in lines:
        try:
            number = read_number(cells.required(cells.cells_of(line), "number"))
            if number is None or len(number) != _FILE_NUMBER_CHARACTERS:
                raise FileNumberWrong
        except Refused as error:
            tally.wrong(line.number, error)
        else:
            groups.setdefault(number, []).append(line)
    return groups


def _household(number: str, group: list[Line], known: Known, tally: Tally) -> Household | None:
    """Read the lines of one number; None where the first of them, which speaks for the file, is wrong."""
    first, facts = group[0], None
    members: dict[UUID, Member] = {}
    for line in group:
        try:
            row = cells.cells_of(line)
            if line is first:
                facts = _facts(row, known)
            else:
                _check_same(row, first)
            member = _member(line, row, known, is_first=line is first)
            if member.beneficiary_id in members:
                raise MemberTwice(line=members[member.beneficiary_id].line)
            members[member.beneficiary_id] = member
        except Refused as error:
            tally.wrong(line.number, error)
    return Household(number=number, facts=facts, members=list(members.values())) if facts else None


def _facts(row: dict[str, str], known: Known) -> dict[str, object]:
    cells.required(row, "department")
    cells.required(row, "opened_on")
    department = cells.code(row, "department", known.departments)
    worker = row["social_worker"].lower()
    if worker and worker not in known.staff:
        raise StaffNotImported
    opened_on, digital_since = cells.day(row, "opened_on"), cells.day(row, "digital_since")
    if opened_on and digital_since and digital_since < opened_on:
        raise DigitalBeforeOpen
    return {
        "department_id": known.departments[department] if department else None,
        "social_worker_id": known.staff[worker] if worker else None,
        "status": cells.code(row, "status", STATES),
        "opened_on": opened_on,
        "digital_since": digital_since,
    }


def _check_same(row: dict[str, str], first: Line) -> None:
    """Raise SaysOtherwise where a later line contradicts the first one; it may be silent."""
    for column in ("department", "social_worker", "status", "opened_on", "digital_since"):
        if first.cells is not None and row[column] and row[column].casefold() != first.cells[column].casefold():
            raise SaysOtherwise(column=column, line=first.number)


def _member(line: Line, row: dict[str, str], known: Known, *, is_first: bool) -> Member:
    if not is_first:
        cells.required(row, "role")
    role = cells.code(row, "role", ROLES) or "holder"
    if (role == "holder") != is_first:
        raise FirstIsHolder
    beneficiary_id = known.people.get(known.index_of(NISS.parse(cells.required(row, "niss"))))
    if beneficiary_id is None:
        raise PersonNotImported
    return Member(line=line.number, beneficiary_id=beneficiary_id, role=role)
