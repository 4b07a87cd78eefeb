"""Check that a staff member may read a document, by the rule of `people/access.py`."""

from dataclasses import dataclass
from uuid import UUID

from dossier.database.engine import Record, Transaction
from dossier.documents.decided import already_decided
from dossier.documents.errors import NoSuchDocument
from dossier.lifecycle import DocumentState, allowed
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
    return _readable(await _row(tx, document_id))


async def check_waiting(tx: Transaction, document_id: UUID) -> Readable:
    """Return the place and state of a document that waits for a decision.

    Whoever could decide it and comes too late is told who was first, though they may not read it any more. Raises
    AlreadyDecided, and what `check_readable` raises.
    """
    row = await _row(tx, document_id)
    if not allowed(DocumentState(row["state"])) and (row["readable"] or row["was_readable"]):
        raise await already_decided(tx, document_id)
    return _readable(row)


async def _row(tx: Transaction, document_id: UUID) -> Record:
    row = await tx.row(
        f"""SELECT d.id, d.deposit_id, d.state, coalesce({READABLE}, false) AS readable, $1::boolean AS was_readable
            FROM documents d LEFT JOIN social_files f ON f.id = d.social_file_id WHERE d.id = $4""",
        *reading(tx.actor),
        document_id,
    )
    if row is None:
        raise NoSuchDocument
    return row


def _readable(row: Record) -> Readable:
    if not row["readable"]:
        raise OtherDepartment
    return Readable(id=row["id"], deposit_id=row["deposit_id"], state=DocumentState(row["state"]))
