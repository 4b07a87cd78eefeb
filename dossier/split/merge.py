"""Merge a document with the one before it: its pages follow those, and it has none any more."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import DocumentsMerged
from dossier.outbox.publish import publish
from dossier.split import layout
from dossier.split.hand import take_in_hand


async def merge(actor: Actor, deposit_id: UUID, document_id: UUID) -> UUID:
    """Put the pages of a document behind those of the nearest one before it that may be changed; return that one.

    Raises NothingBefore, PagesMoved, DocumentFixed, and what `take_in_hand` raises.
    """
    async with transaction(actor) as tx:
        hand = await take_in_hand(tx, deposit_id)
        hand.check_mine(document_id)
        into_id = layout.before(hand.layout, document_id, hand.mine)
        await hand.act("merge", layout.merge(hand.layout, document_id, into_id))
        await publish(tx, DocumentsMerged(record_id=into_id, deposit_id=deposit_id, from_id=document_id))
    return into_id
