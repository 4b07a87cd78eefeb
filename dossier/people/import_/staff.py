"""Imports staff: a line a person, known by the user name. Passwords are given elsewhere; until then nobody signs in."""

import re
from pathlib import Path
from uuid import UUID

from dossier.database.actor import Actor
from dossier.errors import Refused
from dossier.ids import new_id
from dossier.people.import_ import cells
from dossier.people.import_.apply import differs, importing, insert, merged, note, rows_by, update
from dossier.people.import_.report import Report, Tally
from dossier.people.import_.sheet import Line, read_sheet
from dossier.people.roles import Role

COLUMNS = ("username", "first_name", "last_name", "email", "language", "department", "roles")
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")


class UsernameWrong(Refused):
    """A user name is written with a-z, 0-9, dots and hyphens, from 2 to 64 characters."""


class StaffMemberTwice(Refused):
    """This user name stands on line {line} already."""


async def import_staff(path: Path, actor: Actor, *, dry_run: bool = False) -> Report:
    """Bring a list of staff in; `dry_run` reports the same and writes nothing.

    Raises SheetNotFound, SheetNotText and SheetWrongHeading.
    """
    sheet = await read_sheet(path, COLUMNS)
    tally = Tally()
    async with importing(actor) as tx:
        departments = {row["code"]: row["id"] for row in await tx.rows("SELECT code, id FROM departments")}
        known = await rows_by(tx, "staff_members", "username")
        new: list[dict[str, object]] = []
        changed: list[dict[str, object]] = []
        for number, facts in _read(sheet.lines, departments, tally).items():
            present = known.get(facts["username"])
            if present is None:
                new.append({"id": new_id(), **facts})
                tally.outcomes[number] = "taken"
            elif differs(present, wanted := merged(present, facts)):
                changed.append({"id": present["id"], **wanted})
                tally.outcomes[number] = "changed"
            else:
                tally.outcomes[number] = "unchanged"
        report = tally.report()
        if not dry_run:
            await insert(tx, "staff_members", new)
            await update(tx, "staff_members", changed)
            await note(tx, "staff", sheet.sha256, report)
    return report


def _read(lines: list[Line], departments: dict[str, UUID], tally: Tally) -> dict[int, dict[str, object]]:
    """Return the right lines by number, and tell the tally of the others."""
    staff: dict[int, dict[str, object]] = {}
    first_line: dict[object, int] = {}
    for line in lines:
        try:
            facts = _facts(line, departments)
            if facts["username"] in first_line:
                raise StaffMemberTwice(line=first_line[facts["username"]])
        except Refused as error:
            tally.wrong(line.number, error)
        else:
            first_line[facts["username"]] = line.number
            staff[line.number] = facts
    return staff


def _facts(line: Line, departments: dict[str, UUID]) -> dict[str, object]:
    row = cells.cells_of(line)
    username = cells.required(row, "username").lower()
    if _USERNAME.fullmatch(username) is None:
        raise UsernameWrong
    department = cells.code(row, "department", departments)
    return {
        "username": username,
        "first_name": cells.required(row, "first_name"),
        "last_name": cells.required(row, "last_name"),
        "email": cells.email({"email": cells.required(row, "email")}, "email"),
        "language": cells.language(row, "language"),
        "department_id": departments[department] if department else None,
        "roles": _roles(cells.required(row, "roles")),
    }


def _roles(text: str) -> list[str]:
    """Return the roles of a cell in the order of `Role`, so that another order is no change."""
    wanted = {cells.code({"roles": each.strip()}, "roles", list(Role)) for each in text.split(";")}
    return [role.value for role in Role if role in wanted]
