"""Imports beneficiaries: a line a person, known by the NISS."""

from dataclasses import dataclass
from pathlib import Path

from dossier.database.actor import Actor
from dossier.errors import Refused
from dossier.people.cipher import NissCipher
from dossier.people.import_ import cells
from dossier.people.import_.apply import importing
from dossier.people.import_.report import Report, Tally
from dossier.people.import_.rows import Place, Row, bring_in
from dossier.people.import_.sheet import Line, read_sheet
from dossier.people.niss import NISS

COLUMNS = (
    *("niss", "last_name", "first_name", "birth_date", "gender", "language"),
    *("email", "phone", "street", "postcode", "town"),
)
_PLACE = Place(table="beneficiaries", key="niss_index", kind="people")
GENDERS = ("f", "m", "x")


class PersonTwice(Refused):
    """This national register number stands on line {line} already."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person as a line tells of them."""

    niss: NISS
    facts: dict[str, object]


async def import_people(path: Path, actor: Actor, cipher: NissCipher, *, dry_run: bool = False) -> Report:
    """Bring a list of beneficiaries in; `dry_run` reports the same and writes nothing.

    Raises SheetNotFound, SheetNotText and SheetWrongHeading.
    """
    sheet = await read_sheet(path, COLUMNS)
    tally = Tally()
    people = _read(sheet.lines, tally)
    rows = {number: _row(person, actor, cipher) for number, person in people.items()}
    async with importing(actor) as tx:
        return await bring_in(tx, _PLACE, rows, tally, sha256=sheet.sha256, dry_run=dry_run)


def _row(person: Person, actor: Actor, cipher: NissCipher) -> Row:
    index = cipher.blind_index(actor.centre_id, person.niss)

    def sealed() -> dict[str, object]:
        """Return the NISS as a row keeps it; sealed anew each time, so for a new row alone."""
        seal = cipher.seal(actor.centre_id, person.niss)
        return {"niss_key_id": seal.key_id, "niss_ciphertext": seal.ciphertext, "niss_index": index}

    return Row(key=index, facts=person.facts, at_birth=sealed)


def _read(lines: list[Line], tally: Tally) -> dict[int, Person]:
    """Return the right lines by number, and tell the tally of the others."""
    people: dict[int, Person] = {}
    first_line: dict[NISS, int] = {}
    for line in lines:
        try:
            person = person_of(line)
            if person.niss in first_line:
                raise PersonTwice(line=first_line[person.niss])
        except Refused as error:
            tally.wrong(line.number, error)
        else:
            first_line[person.niss] = line.number
            people[line.number] = person
    return people


def person_of(line: Line) -> Person:
    """Read a line; an empty birth date is taken from the NISS, where that tells one."""
    row = cells.cells_of(line)
    niss = NISS.parse(cells.required(row, "niss"))
    return Person(
        niss,
        {
            "last_name": cells.required(row, "last_name"),
            "first_name": cells.required(row, "first_name"),
            "birth_date": cells.day(row, "birth_date") or niss.birth_date,
            "gender": cells.code(row, "gender", GENDERS),
            "language": cells.language(row, "language"),
            "email": cells.email(row, "email"),
            **{column: row[column] for column in ("phone", "street", "postcode", "town")},
        },
    )
