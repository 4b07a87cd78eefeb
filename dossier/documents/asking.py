"""What the forms ask with that refuse a document or send it on.

Of what stands in the document they show nothing, so no look is written: the desk they were opened from wrote one.
"""

from dataclasses import dataclass
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.documents.access import check_readable, check_waiting
from dossier.documents.errors import NoSuchDocument
from dossier.lifecycle import WAITING


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a form has to know of its document."""

    id: UUID
    receipt_number: str
    language: str  # the depositor's
    page_ids: tuple[UUID, ...]  # of those that are shown, in order
    is_sent: bool  # to a person or a department, for whom it waits
    waits: bool  # for a decision


async def asking_of(actor: Actor, document_id: UUID) -> Asking:
    """Return it for a document that the actor may read.

    Raises what `check_readable` raises, and AlreadyDecided where a colleague decides it in this moment and it is no
    longer the actor's to read.
    """
    async with transaction(actor, planned_once=True) as tx:
        found = await check_readable(tx, document_id)
        row = await tx.row(
            """SELECT d.id, r.number AS receipt_number, p.language,
                      (d.assigned_to IS NOT NULL OR d.sent_to_staff IS NULL)
                          AND (d.sent_to_staff IS NOT NULL OR d.sent_to_department IS NOT NULL) AS is_sent,
                      ARRAY(SELECT dp.page_id FROM document_pages dp JOIN pages g ON g.id = dp.page_id
                            WHERE dp.document_id = d.id AND g.laid_under IS NULL ORDER BY dp.position) AS page_ids
               FROM documents d JOIN deposits p ON p.id = d.deposit_id JOIN receipts r ON r.deposit_id = p.id
               WHERE d.id = $1""",
            document_id,
        )
        if row is None:
            await check_waiting(tx, document_id)
            raise NoSuchDocument
    return Asking(**{**dict(row), "page_ids": tuple(row["page_ids"])}, waits=found.state in WAITING)
