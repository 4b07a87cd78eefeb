"""Take a document out of a folder: it is a social one, and waits in the queue again."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.deposits.reopen import reopen_held
from dossier.documents.access import check_readable
from dossier.events import DocumentTakenOutOfFolder
from dossier.folders.access import departments_of
from dossier.folders.errors import FolderShut, NotInFolder, NotYourFolders
from dossier.folders.values import May
from dossier.lifecycle import DocumentState, FolderState
from dossier.outbox.publish import publish


async def take_out(actor: Actor, document_id: UUID) -> UUID:
    """Send a document back to the queue, without what was said of it in the folder; return the folder.

    Raises NotInFolder, NotYourFolders where the actor only sees it, FolderShut, NoSuchDocument, Forbidden.
    """
    async with transaction(actor) as tx:
        found = await check_readable(tx, document_id)
        if found.state is not DocumentState.IN_FOLDER:
            raise NotInFolder
        fills = await departments_of(tx, May.FILE)
        await tx.see_whole_centre()  # waiting, it may be out of the actor's own sight
        await tx.run("SELECT FROM deposits WHERE id = $1 FOR UPDATE", found.deposit_id)
        stood = await tx.row(
            """SELECT f.id, f.state, f.department_id FROM documents d JOIN folders f ON f.id = d.folder_id
               WHERE d.id = $1 FOR UPDATE""",
            document_id,
        )
        if stood is None:
            raise NotInFolder
        if stood["department_id"] not in fills:
            raise NotYourFolders
        if stood["state"] != FolderState.OPEN:
            raise FolderShut
        folder_id: UUID = stood["id"]
        if not await advance(
            tx,
            "folders.take_out",
            document_id,
            folder_id=None,
            folder_type_id=None,
            decided_by=None,
            decided_at=None,
            words="",
        ):
            raise NotInFolder
        await reopen_held(tx, found.deposit_id)
        await publish(
            tx, DocumentTakenOutOfFolder(record_id=document_id, deposit_id=found.deposit_id, folder_id=folder_id)
        )
    return folder_id
