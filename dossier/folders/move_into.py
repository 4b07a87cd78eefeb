"""Move a document out of the social file in which it was filed by mistake, into a folder: it is no social one."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.documents.access import check_readable
from dossier.documents.move import end_bundles
from dossier.events import DocumentPutIntoFolder
from dossier.folders.errors import NotFiledInFile
from dossier.folders.profile import check_profile, forget_beneficiaries
from dossier.folders.values import FolderProfile
from dossier.lifecycle import DocumentState
from dossier.outbox.publish import publish


async def move_into(actor: Actor, document_id: UUID, told: FolderProfile) -> None:
    """Move a filed document that the actor may read into a folder.

    Its signals are withdrawn, requests that it answered wait again, packages of the file that hold it can be downloaded
    no more. Raises NotFiledInFile, what `check_profile` raises, NoSuchDocument, Forbidden.
    """
    async with transaction(actor) as tx:
        found = await check_readable(tx, document_id)
        checked = await check_profile(tx, told)
        await tx.see_whole_centre()  # in another department's folder it is out of the actor's own sight
        stood = await tx.row("SELECT state, social_file_id FROM documents WHERE id = $1 FOR UPDATE", document_id)
        if stood is None or stood["state"] != DocumentState.VALIDATED:
            raise NotFiledInFile
        await advance(
            tx,
            "folders.move_into",
            document_id,
            **checked.columns(),
            decided_by=actor.staff_id,
            decided_at=clock.now(),
            moved_at=clock.now(),
        )
        await forget_beneficiaries(tx, document_id)
        if stood["social_file_id"] is not None:
            await end_bundles(tx, document_id, stood["social_file_id"])
        await publish(
            tx,
            DocumentPutIntoFolder(
                record_id=document_id,
                deposit_id=found.deposit_id,
                folder_id=checked.folder_id,
                folder_type_id=checked.type_id,
                from_file_id=stood["social_file_id"],
            ),
        )
