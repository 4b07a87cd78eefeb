"""Imports beneficiaries: a line a person, known by the NISS."""

from dataclasses import dataclass
from pathlib import Path

from dossier.database.actor import Actor
from dossier.errors import Refused
from dossier.ids import new_id
from dossier.people.cipher import NissCipher
from dossier.people.import_ import cells
from dossier.people.import_.apply import differs, importing, insert, merged, note, rows_by, update
from dossier.people.import_.report import Report, Tally
from dossier.people.import_.sheet import Line, read_sheet
from dossier.people.niss import NISS

COLUMNS = (
    *("niss", "last_name", "first_name", "birth_date", "gender", "language"),
    *("email", "phone", "street", "postcode", "town"),
)
GENDERS = ("f", "m", "x")


class PersonTwice(Refused):
    """This national register number stands on line {line} already."""


@dataclass(frozen=True, slots=True)
class _Person:
    niss: NISS
    facts: dict[str, object]


async def import_people(path: Path, actor: Actor, cipher: NissCipher, *, dry_run: bool = False) -> Report:
    """Bring a list of beneficiaries in; `dry_run` reports the same and writes nothing.

    Raises SheetNotFound, SheetNotText and SheetWrongHeading.
    """
    sheet = await read_sheet(path, COLUMNS)
    tally = Tally()
    people = _read(sheet.lines, tally)
    async with importing(actor) as tx:
        known = await rows_by(tx, "beneficiaries", "niss_index")
        new: list[dict[str, object]] = []
        changed: list[dict[str, object]] = []
        for number, person in people.items():
            index = cipher.blind_index(actor.centre_id, person.niss)
            present = known.get(index)
            if present is None:
                sealed = cipher.seal(actor.centre_id, person.niss)
                secret = {"niss_key_id": sealed.key_id, "niss_ciphertext": sealed.ciphertext, "niss_index": index}
                new.append({"id": new_id(), **secret, **person.facts})
                tally.outcomes[number] = "taken"
            elif differs(present, wanted := merged(present, person.facts)):
                changed.append({"id": present["id"], **wanted})
                tally.outcomes[number] = "changed"
            else:
                tally.outcomes[number] = "unchanged"
        report = tally.report()
        if not dry_run:
            await insert(tx, "beneficiaries", new)
            await update(tx, "beneficiaries", changed)
            await note(tx, "people", sheet.sha256, report)
    return report


def _read(lines: list[Line], tally: Tally) -> dict[int, _Person]:
    """Return the right lines by number, and tell the tally of the others."""
    people: dict[int, _Person] = {}
    first_line: dict[NISS, int] = {}
    for line in lines:
        try:
            person = _person(line)
            if person.niss in first_line:
                raise PersonTwice(line=first_line[person.niss])
        except Refused as error:
            tally.wrong(line.number, error)
        else:
            first_line[person.niss] = line.number
            people[line.number] = person
    return people


def _person(line: Line) -> _Person:
    """Read a line; an empty birth date is taken from the NISS, where that tells one."""
    row = cells.cells_of(line)
    niss = NISS.parse(cells.required(row, "niss"))
    return _Person(
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
