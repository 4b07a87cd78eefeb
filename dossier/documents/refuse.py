"""Refuse a document: with a reason from the list, told to the depositor in their language. It stays readable."""

from collections.abc import Collection
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.database.states import advance
from dossier.documents.acts import keep_act, snapshot
from dossier.documents.claim import check_in_hand
from dossier.documents.decided import already_decided
from dossier.documents.errors import ReasonMissing, UnknownChoice
from dossier.events import DocumentRefused
from dossier.outbox.publish import publish


async def refuse(
    actor: Actor, document_id: UUID, reason_id: UUID | None, note: str, pages: Collection[UUID] = ()
) -> None:
    """Refuse a document that waits; `note` is a free sentence for the depositor.

    pages: those that shall be taken again, the others being good; none named are all of them. Raises ReasonMissing;
    UnknownChoice for a reason that is not of the list, or a page that the document does not show; ClaimLost,
    AlreadyDecided, NoSuchDocument, Forbidden.
    """
    async with transaction(actor, planned_once=True) as tx:
        found = await check_in_hand(tx, document_id)
        if reason_id is None:
            raise ReasonMissing
        code = await tx.value("SELECT code FROM refusal_reasons WHERE id = $1", reason_id)
        if code is None:
            raise UnknownChoice
        again = await _again(tx, document_id, set(pages))
        await tx.see_whole_centre()  # once refused, a sealed document is out of its reader's sight
        before = await snapshot(tx, document_id)
        if not await advance(
            tx,
            "documents.refuse",
            document_id,
            refusal_reason_id=reason_id,
            refusal_note=note.strip(),
            refused_pages=again,
            decided_by=actor.staff_id,
            decided_at=clock.now(),
        ):
            raise await already_decided(tx, document_id)
        await keep_act(tx, "refused", document_id, before)
        await publish(tx, DocumentRefused(record_id=document_id, deposit_id=found.deposit_id, reason_code=code))


async def _again(tx: Transaction, document_id: UUID, pages: set[UUID]) -> list[UUID] | None:
    """Return the pages that shall be taken again, in order; None: all of them. Raises UnknownChoice."""
    rows = await tx.rows(
        """SELECT dp.page_id FROM document_pages dp JOIN pages g ON g.id = dp.page_id AND g.laid_under IS NULL
           WHERE dp.document_id = $1 ORDER BY dp.position""",
        document_id,
    )
    shown = [each["page_id"] for each in rows]
    if not pages <= set(shown):
        raise UnknownChoice
    return [each for each in shown if each in pages] if 0 < len(pages) < len(shown) else None
