"""Say who was first, when a decision comes too late."""

from uuid import UUID

from dossier.database.engine import Transaction
from dossier.documents.errors import AlreadyDecided


async def already_decided(tx: Transaction, document_id: UUID) -> AlreadyDecided:
    """Return the conflict that names the colleague and the state."""
    row = await tx.row(
        """SELECT d.state, s.first_name || ' ' || s.last_name AS name
           FROM documents d LEFT JOIN staff_members s ON s.id = d.decided_by WHERE d.id = $1""",
        document_id,
    )
    assert row is not None
    return AlreadyDecided(name=row["name"] or "–", state=row["state"])
