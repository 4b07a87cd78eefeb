"""Who may open a social file: those of its department, and its own social worker."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction
from dossier.errors import Forbidden, Missing
from dossier.people.access import reading

OPENABLE = "coalesce(f.department_id = $2 OR f.social_worker_id = $3, false)"
"""SQL over social files `f`; $2 and $3 are those of `reading(actor)`."""


class NoSuchFile(Missing):
    """We cannot find this social file."""


class FileOfOthers(Forbidden):
    """This social file belongs to another department. Ask that department for it."""


def opening(actor: Actor) -> tuple[object, object]:
    """Return $2 and $3 of `OPENABLE` for a query whose $1 is its own. Raises NotYourWork."""
    _, department_id, staff_id = reading(actor)
    return department_id, staff_id


async def check_openable(tx: Transaction, social_file_id: UUID) -> None:
    """Raise NotYourWork, NoSuchFile or FileOfOthers where the actor may not open a file."""
    found = await tx.value(f"SELECT {OPENABLE} FROM social_files f WHERE f.id = $1", social_file_id, *opening(tx.actor))
    if found is None:
        raise NoSuchFile
    if not found:
        raise FileOfOthers
