"""Lay a page of a document that one has in hand under another: a staff member has both sides of a card on one page."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.lay_under import lay
from dossier.documents.page_in_hand import check_page_in_hand
from dossier.documents.review import pages_in


async def lay_under(actor: Actor, document_id: UUID, page_id: UUID, under_id: UUID) -> None:
    """Lay the next page of its document under a page; what lies so already is left as it is.

    Raises NotTwoSides where these two are no neighbours any more, or not both made as sides of a card,
    SideElsewhere, and what `check_page_in_hand` raises.
    """
    async with transaction(actor, planned_once=True) as tx:
        deposit_id = await check_page_in_hand(tx, document_id, page_id)
        await lay(tx, deposit_id, await pages_in(tx, document_id), page_id, under_id)
