"""Check that a staff member may read a document, by the rule of `people/access.py`."""

from dataclasses import dataclass
from uuid import UUID

from dossier.database.engine import Transaction
from dossier.documents.errors import NoSuchDocument
from dossier.lifecycle import DocumentState
from dossier.people.access import READABLE, OtherDepartment, reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Readable:
    """A document that the actor may read."""

    id: UUID
    deposit_id: UUID
    state: DocumentState


async def check_readable(tx: Transaction, document_id: UUID) -> Readable:
    """Return a document's place and state.

    Raises NotYourWork, NoSuchDocument, OtherDepartment.
    """
    row = await tx.row(
        f"""SELECT d.id, d.deposit_id, d.state, coalesce({READABLE}, false) AS readable
            FROM documents d LEFT JOIN social_files f ON f.id = d.social_file_id WHERE d.id = $4""",
        *reading(tx.actor),
        document_id,
    )
    if row is None:
        raise NoSuchDocument
    if not row["readable"]:
        raise OtherDepartment
    return Readable(id=row["id"], deposit_id=row["deposit_id"], state=DocumentState(row["state"]))
