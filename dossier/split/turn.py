"""Turn a page on the light table: made anew of its untouched original, and undone as every act on it is."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.turn_page import turn as turn_page
from dossier.documents.page_in_hand import check_not_filed, hold_origin
from dossier.split.hand import take_in_hand
from dossier.split.log import Side, keep


async def turn(actor: Actor, deposit_id: UUID, document_id: UUID, page_id: UUID, by_degrees: int) -> None:
    """Turn a page of a document clockwise by 90, 180 or 270 degrees.

    Raises PageBusy while it is being made, PageFiled where it stands in a decided document too, PagesMoved,
    DocumentFixed, and what `take_in_hand` raises.
    """
    async with transaction(actor) as tx:
        hand = await take_in_hand(tx, deposit_id)
        hand.check_mine(document_id)
        hand.layout.place(document_id, page_id)
        await check_not_filed(tx, page_id)
        await turn_page(tx, await hold_origin(tx, page_id), page_id, by_degrees)
        await keep(tx, deposit_id, "turn", Side(), Side(), turned=(page_id, by_degrees))
