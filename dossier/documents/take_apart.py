"""Take two sides of a card apart in a document that one has in hand: they are two pages of it again."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.take_apart import apart
from dossier.documents.page_in_hand import check_page_in_hand


async def take_apart(actor: Actor, document_id: UUID, page_id: UUID) -> None:
    """Take a page and the one that lies under it apart; one that shows one side is left as it is.

    Raises what `check_page_in_hand` raises.
    """
    async with transaction(actor, planned_once=True) as tx:
        await apart(tx, await check_page_in_hand(tx, document_id, page_id), page_id)
