"""A staff member who registers a document acts in a depositor's place: on the deposit that they opened for it alone."""

from dataclasses import replace
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction
from dossier.documents.of_file import OtherDepartmentsFile, check_file
from dossier.people.access import check_decides
from dossier.registrations.values import Direction


def registrar(actor: Actor, direction: Direction) -> Actor:
    """Return a staff member as who hands in what the centre made: the caller knows that the deposit is theirs.

    Raises NotYourWork.
    """
    check_decides(actor)
    return replace(actor, place=str(direction), takes_in=True)


async def check_registers(tx: Transaction, social_file_id: UUID) -> None:
    """Let those pass who work on a file: its social worker, or one of its department. Broken glass opens it to read.

    Raises NotYourWork, NoSuchFile, OwnOrRelative, OtherDepartmentsFile.
    """
    if await check_file(tx, social_file_id) not in {"own_file", "department"}:
        raise OtherDepartmentsFile
