"""Whether a social file opens to who acts, and on which ground; and which file is a beneficiary's."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.errors import Missing
from dossier.people.access import (
    FILE_GROUND,
    GLASS_REASON,
    OtherDepartment,
    OwnOrRelative,
    check_decides,
    check_finds_files,
)


class NoSuchFile(Missing):
    """We cannot find this social file."""


class OtherDepartmentsFile(OtherDepartment):
    """This file belongs to another department. Ask that department for it."""


class NoFile(Missing):
    """This person has no social file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What everyone who deals with documents may know of a file: at which door to ask."""

    id: UUID
    number: str
    department_id: UUID
    department_code: str
    worker_name: str | None
    status: str
    opened_on: date


_CARD = """SELECT f.id, f.number, f.department_id, dep.code AS department_code,
                  w.first_name || ' ' || w.last_name AS worker_name, f.status, f.opened_on"""
_PLACE = """FROM social_files f JOIN departments dep ON dep.id = f.department_id
            LEFT JOIN staff_members w ON w.id = f.social_worker_id WHERE f.id = $1"""


async def file_of(actor: Actor, beneficiary_id: UUID) -> UUID:
    """Return the file of a beneficiary: the open one, else the latest. Raises NotYourWork, NoFile."""
    check_finds_files(actor)
    async with transaction(actor) as tx:
        found: UUID | None = await tx.value(
            """SELECT f.id FROM social_files f JOIN social_file_members m ON m.social_file_id = f.id
               WHERE m.beneficiary_id = $1 ORDER BY f.status = 'open' DESC, f.opened_on DESC, f.number LIMIT 1""",
            beneficiary_id,
        )
    if found is None:
        raise NoFile
    return found


async def check_file(tx: Transaction, file_id: UUID) -> str:
    """Return the ground on which the actor may open a file, as the access log keeps it.

    Raises NotYourWork, NoSuchFile, OwnOrRelative, OtherDepartmentsFile.
    """
    return str((await _opened(tx, file_id))["ground"])


async def check_works_on(tx: Transaction, file_id: UUID) -> None:
    """Let those pass who work on a file: its social worker, or one of its department. Broken glass opens it to read.

    Raises NotYourWork, NoSuchFile, OwnOrRelative, OtherDepartmentsFile.
    """
    if await check_file(tx, file_id) not in {"own_file", "department"}:
        raise OtherDepartmentsFile


async def _opened(tx: Transaction, file_id: UUID) -> Record:
    check_decides(tx.actor)
    reason = GLASS_REASON.format(file="f.id", document="NULL::uuid")
    row = await tx.row(
        f"""{_CARD}, f.id = ANY (kin_files()) AS is_kin,
               ({FILE_GROUND}) || CASE WHEN ({FILE_GROUND}) = 'glass' THEN coalesce({reason}, '') ELSE '' END AS ground
            {_PLACE}""",
        file_id,
    )
    if row is None:
        raise NoSuchFile
    if row["is_kin"]:
        raise OwnOrRelative
    if row["ground"] is None:
        raise OtherDepartmentsFile
    return row
