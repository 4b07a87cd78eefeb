"""Check what is said of a document that goes into a folder."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dossier import clock
from dossier.database.engine import Transaction
from dossier.documents.errors import FutureDate
from dossier.folders.access import hold_fillable
from dossier.folders.errors import FolderTypeNeeded
from dossier.folders.values import FolderProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A profile that can be filed in a folder."""

    folder_id: UUID
    type_id: UUID
    document_date: date | None
    words: str
    sender: str
    reference: str

    def columns(self) -> dict[str, object]:
        """Return what is written into the document's row: nothing of it is about a beneficiary."""
        return {
            "folder_id": self.folder_id,
            "folder_type_id": self.type_id,
            "type_id": None,
            "social_file_id": None,
            "document_date": self.document_date,
            "valid_until": None,
            "words": self.words,
            "sender": self.sender,
            "reference": self.reference,
            "sealed_as": None,
        }


async def check_profile(tx: Transaction, told: FolderProfile) -> Checked:
    """Return it with a folder that is held, open and the actor's to fill, and a type of its department.

    Raises FolderTypeNeeded, FutureDate, and what `hold_fillable` raises.
    """
    folder = await hold_fillable(tx, told.folder_id)
    type_id = await tx.value(
        "SELECT id FROM folder_types WHERE id = $1 AND (departments = '{}' OR $2 = ANY (departments))",
        told.type_id,
        folder["code"],
    )
    if type_id is None:
        raise FolderTypeNeeded
    if told.document_date is not None and told.document_date > clock.today():
        raise FutureDate
    return Checked(
        folder_id=folder["id"],
        type_id=type_id,
        document_date=told.document_date,
        words=" ".join(told.words.split()),
        sender=" ".join(told.sender.split()),
        reference=" ".join(told.reference.split()),
    )


async def forget_beneficiaries(tx: Transaction, document_id: UUID) -> None:
    """Have a document concern nobody: what lies in a folder is found by no person's name."""
    await tx.run("DELETE FROM document_beneficiaries WHERE document_id = $1", document_id)
