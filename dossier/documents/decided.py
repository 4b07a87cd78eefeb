"""Say who was first, when a decision comes too late."""

from uuid import UUID

from dossier.database.engine import Transaction
from dossier.documents.errors import AlreadyDecided


async def already_decided(tx: Transaction, document_id: UUID) -> AlreadyDecided:
    """Return the conflict that names the colleague."""
    name = await tx.value(
        """SELECT s.first_name || ' ' || s.last_name
           FROM documents d JOIN staff_members s ON s.id = d.decided_by WHERE d.id = $1""",
        document_id,
    )
    return AlreadyDecided(name=name or "–")
