"""Turn a page of a document that one has in hand: a staff member says which way up it is."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.turn_page import turn
from dossier.documents.page_in_hand import check_page_in_hand


async def turn_page(actor: Actor, document_id: UUID, page_id: UUID, by_degrees: int) -> None:
    """Turn a page clockwise by 90, 180 or 270 degrees, on top of how it stands now.

    Raises PageBusy while it is being made, and what `check_page_in_hand` raises.
    """
    async with transaction(actor, planned_once=True) as tx:
        await turn(tx, await check_page_in_hand(tx, document_id, page_id), page_id, by_degrees)
