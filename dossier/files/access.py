"""Who may open a social file: the rule of `people/access.py`, for lists and for one file."""

from uuid import UUID

from dossier.database.engine import Transaction
from dossier.documents.of_file import check_file
from dossier.people.access import FILE_GROUND

OPENABLE = f"(({FILE_GROUND}) IS NOT NULL)"
"""SQL over social files `f`: whether the one who acts may open the file."""


async def check_openable(tx: Transaction, social_file_id: UUID) -> str:
    """Return the ground on which the actor may open a file, as the access log keeps it.

    Raises NotYourWork, NoSuchFile, OwnOrRelative, OtherDepartmentsFile.
    """
    return await check_file(tx, social_file_id)
