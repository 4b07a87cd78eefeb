"""Take a page back that was set aside: it stands in a document again, where its sheet was received."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import PageTakenBack
from dossier.outbox.publish import publish
from dossier.split import layout
from dossier.split.errors import PagesMoved
from dossier.split.hand import take_in_hand


async def take_back(actor: Actor, deposit_id: UUID, page_id: UUID, to_id: UUID | None = None) -> UUID:
    """Put a page that is aside into a document (None: the one out of which it was taken); return that one.

    Raises PagesMoved, DocumentFixed, and what `take_in_hand` raises.
    """
    async with transaction(actor) as tx:
        hand = await take_in_hand(tx, deposit_id)
        if page_id not in hand.layout.aside:
            raise PagesMoved
        from_id = hand.layout.aside[page_id].document_id
        target_id = to_id or from_id
        hand.check_mine(target_id)
        if from_id not in hand.seen:
            raise PagesMoved  # it was taken out of what the actor may not read, and is not shown to them
        await hand.act("take_back", layout.take_back(hand.layout, hand.sheaf(page_id), target_id, hand.sheets))
        await publish(tx, PageTakenBack(record_id=page_id, deposit_id=deposit_id, document_id=target_id))
    return target_id
