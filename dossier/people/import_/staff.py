"""Imports staff: a line a person, known by the user name. Passwords are given elsewhere; until then nobody signs in."""

import re
from pathlib import Path
from uuid import UUID

from dossier.database.actor import Actor
from dossier.errors import Refused
from dossier.people.import_ import cells
from dossier.people.import_.apply import importing
from dossier.people.import_.report import Report, Tally
from dossier.people.import_.rows import Place, Row, bring_in
from dossier.people.import_.sheet import Line, read_sheet
from dossier.people.roles import Role

COLUMNS = ("username", "first_name", "last_name", "email", "language", "department", "roles")
_PLACE = Place(table="staff_members", key="username", kind="staff")
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")


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
        lines = _read(sheet.lines, departments, tally)
        rows = {number: Row(key=facts["username"], facts=facts) for number, facts in lines.items()}
        return await bring_in(tx, _PLACE, rows, tally, sha256=sheet.sha256, dry_run=dry_run)


def _read(lines: list[Line], departments: dict[str, UUID], tally: Tally) -> dict[int, dict[str, object]]:
    """Return the right lines by number, and tell the tally of the others."""
    staff: dict[int, dict[str, object]] = {}
    first_line: dict[object, int] = {}
    for line in lines:
        try:
            facts = facts_of(line, departments)
            if facts["username"] in first_line:
                raise StaffMemberTwice(line=first_line[facts["username"]])
        except Refused as error:
            tally.wrong(line.number, error)
        else:
            first_line[facts["username"]] = line.number
            staff[line.number] = facts
    return staff


def facts_of(line: Line, departments: dict[str, UUID]) -> dict[str, object]:
    """Read a line."""
    row = cells.cells_of(line)
    username = cells.required(row, "username").lower()
    if USERNAME.fullmatch(username) is None:
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
