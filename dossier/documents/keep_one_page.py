"""Keep one page of a photo in a document that one has in hand: a staff member says that its papers are one page."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.keep_one_page import join
from dossier.documents.page_in_hand import check_page_in_hand


async def keep_one_page(actor: Actor, document_id: UUID, page_id: UUID) -> None:
    """Make one page of the whole photo of a page; a photo without parts stays as it is.

    Raises PageBusy while its first page is being made, and what `check_page_in_hand` raises.
    """
    async with transaction(actor, planned_once=True) as tx:
        deposit_id = await check_page_in_hand(tx, document_id, page_id)
        await tx.see_whole_centre()  # the papers of one photo may stand in documents out of the actor's sight
        await join(tx, deposit_id, page_id)
