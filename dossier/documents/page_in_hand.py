"""A page of a document that one has in hand: who may say how it is made."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.deposits.corners import CornersView, corners_in
from dossier.deposits.errors import NoSuchPage
from dossier.documents.claim import check_in_hand
from dossier.documents.errors import PageFiled, SecondReaderNeeded
from dossier.lifecycle import DocumentState

UNDECIDED = (DocumentState.CAPTURED, DocumentState.PROFILED, DocumentState.SECOND_READING)


async def check_page_in_hand(tx: Transaction, document_id: UUID, page_id: UUID) -> UUID:
    """Return the deposit in which a page came, held until commit, when its document is in the actor's hands.

    That is the document's, or the one in which the page was taken again.

    Raises NoSuchPage when it does not stand in the document, SecondReaderNeeded for whoever read the document first,
    PageFiled where it stands in a decided document too, ClaimLost, AlreadyDecided, NoSuchDocument, Forbidden.
    """
    await check_in_hand(tx, document_id)
    if await tx.value(
        "SELECT decided_by = $2 FROM documents WHERE id = $1 AND state = 'second_reading'",
        document_id,
        tx.actor.staff_id,
    ):
        raise SecondReaderNeeded
    if not await tx.value(
        "SELECT EXISTS (SELECT FROM document_pages WHERE document_id = $1 AND page_id = $2)", document_id, page_id
    ):
        raise NoSuchPage
    await check_not_filed(tx, page_id)
    return await hold_origin(tx, page_id)


async def hold_origin(tx: Transaction, page_id: UUID) -> UUID:
    """Return the deposit in which a page came, held until commit; that of its document is held before."""
    deposit_id: UUID = await tx.value(
        "SELECT p.id FROM deposits p WHERE p.id = (SELECT deposit_id FROM pages WHERE id = $1) FOR UPDATE", page_id
    )
    return deposit_id


async def check_not_filed(tx: Transaction, page_id: UUID) -> None:
    """Raise PageFiled where a page stands in a document that is decided: what is filed keeps its look."""
    if await tx.value(
        """SELECT EXISTS (SELECT FROM document_pages dp, document_place(dp.document_id) place
                          WHERE dp.page_id = $1 AND place.state <> ALL($2))""",
        page_id,
        [str(each) for each in UNDECIDED],
    ):
        raise PageFiled


async def corners_in_hand(actor: Actor, document_id: UUID, page_id: UUID) -> CornersView | None:
    """Return the corners of a page that the actor may set; None while it is not made.

    Raises what `check_page_in_hand` raises.
    """
    async with transaction(actor) as tx:
        return await corners_in(tx, await check_page_in_hand(tx, document_id, page_id), page_id)
