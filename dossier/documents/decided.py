"""Say who was first, when a decision comes too late."""

from uuid import UUID

from dossier.database.engine import Transaction
from dossier.documents.errors import AlreadyDecided


async def already_decided(tx: Transaction, document_id: UUID) -> AlreadyDecided:
    """Return the conflict that names the colleague."""
    return AlreadyDecided(name=await tx.value("SELECT decided_name FROM document_place($1)", document_id) or "–")
