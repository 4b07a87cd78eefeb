"""Copy a page: it stands in one document more, since it belongs to two. No picture is made twice."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import DocumentCut, PageCopied
from dossier.ids import new_id
from dossier.outbox.publish import publish
from dossier.split import layout
from dossier.split.hand import take_in_hand


async def copy(actor: Actor, deposit_id: UUID, document_id: UUID, page_id: UUID, to_id: UUID | None) -> UUID:
    """Have a page of a document stand last in another too (None: in a new one behind its own); return that one.

    Raises StandsThere, PagesMoved, DocumentFixed, and what `take_in_hand` raises.
    """
    target_id = to_id or new_id()
    async with transaction(actor) as tx:
        hand = await take_in_hand(tx, deposit_id)
        hand.check_mine(document_id, *([to_id] if to_id else []))
        after = layout.copy(hand.layout, hand.sheaf(page_id), document_id, target_id)
        await hand.act("copy", after, made={} if to_id else {target_id: document_id})
        if to_id is None:
            await publish(tx, DocumentCut(record_id=target_id, deposit_id=deposit_id, from_id=document_id))
        await publish(
            tx, PageCopied(record_id=page_id, deposit_id=deposit_id, document_id=target_id, from_id=document_id)
        )
    return target_id
