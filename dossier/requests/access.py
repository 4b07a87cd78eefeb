"""Who may ask and act on a request: those who work on the file that it is for."""

from uuid import UUID

from dossier.database.engine import Record, Transaction
from dossier.people.access import check_decides
from dossier.requests.errors import NoSuchRequest, OtherDepartmentsFile

OWN_FILE = """(coalesce(f.department_id = $1 OR f.social_worker_id = $2, false)
    AND (f.id = ANY ((SELECT kin_files())::uuid[])) IS NOT TRUE)"""
"""SQL over a social file `f`; its parameters come from `working(actor)`."""


def working(tx: Transaction) -> tuple[object, object]:
    """Return the parameters of `OWN_FILE`: department and staff member. Raises NotYourWork."""
    check_decides(tx.actor)
    return tx.actor.department_id, tx.actor.staff_id


async def own_request(tx: Transaction, request_id: UUID) -> Record:
    """Hold a request of the actor's own work until commit, and return its row.

    Raises NotYourWork, NoSuchRequest, OtherDepartmentsFile.
    """
    row = await tx.row(
        f"""SELECT r.*, {OWN_FILE} AS theirs FROM document_requests r JOIN social_files f ON f.id = r.social_file_id
            WHERE r.id = $3 FOR UPDATE OF r""",
        *working(tx),
        request_id,
    )
    if row is None:
        raise NoSuchRequest
    if not row["theirs"]:
        raise OtherDepartmentsFile
    return row
