"""Turn a page of a document that one has in hand: a staff member says which way up it is."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.errors import NoSuchPage
from dossier.deposits.turn_page import turn
from dossier.documents.claim import check_in_hand
from dossier.documents.errors import SecondReaderNeeded


async def turn_page(actor: Actor, document_id: UUID, page_id: UUID, by_degrees: int) -> None:
    """Turn a page clockwise by 90, 180 or 270 degrees, on top of how it stands now.

    Raises NoSuchPage when it does not stand in the document, PageBusy while it is being made, SecondReaderNeeded for
    whoever read the document first, ClaimLost, AlreadyDecided, NoSuchDocument, Forbidden.
    """
    async with transaction(actor) as tx:
        found = await check_in_hand(tx, document_id)
        if await tx.value(
            "SELECT decided_by = $2 FROM documents WHERE id = $1 AND state = 'second_reading'",
            document_id,
            actor.staff_id,
        ):
            raise SecondReaderNeeded
        if not await tx.value(
            "SELECT EXISTS (SELECT FROM document_pages WHERE document_id = $1 AND page_id = $2)", document_id, page_id
        ):
            raise NoSuchPage
        await turn(tx, found.deposit_id, page_id, by_degrees)
