"""Set the corners of a page of a document that one has in hand: a staff member says where it lies on the photo."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.set_corners import place
from dossier.documents.page_in_hand import check_page_in_hand
from dossier.imaging.values import Quad


async def set_corners(actor: Actor, document_id: UUID, page_id: UUID, quad: Quad | None) -> None:
    """Set the corners of a page, in shares of the upright photo; None has them found again.

    Raises CornersOutside, CornersCrossed, PageBusy while it is being made, and what `check_page_in_hand` raises.
    """
    async with transaction(actor, planned_once=True) as tx:
        await place(tx, await check_page_in_hand(tx, document_id, page_id), page_id, quad)
