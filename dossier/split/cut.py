"""Cut a document before one of its pages: from that page on it is a document of its own."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import DocumentCut
from dossier.ids import new_id
from dossier.outbox.publish import publish
from dossier.split import layout
from dossier.split.hand import take_in_hand


async def cut(actor: Actor, deposit_id: UUID, document_id: UUID, page_id: UUID) -> UUID:
    """Cut a document before a page of it; return the new one, of the same file, beneficiary and proposed type.

    Raises FirstPage, PagesMoved, DocumentFixed, and what `take_in_hand` raises.
    """
    made_id = new_id()
    async with transaction(actor) as tx:
        hand = await take_in_hand(tx, deposit_id)
        hand.check_mine(document_id)
        after = layout.cut(hand.layout, document_id, page_id, made_id)
        await hand.act("cut", after, made={made_id: document_id})
        await publish(tx, DocumentCut(record_id=made_id, deposit_id=deposit_id, from_id=document_id))
    return made_id
