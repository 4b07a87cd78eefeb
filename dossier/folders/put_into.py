"""Put a document that waits into a folder: it is no social one."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.database.states import advance
from dossier.documents.acts import keep_act, snapshot
from dossier.documents.claim import check_in_hand
from dossier.documents.decided import already_decided
from dossier.events import DocumentPutIntoFolder
from dossier.folders.profile import Checked, check_profile, forget_beneficiaries
from dossier.folders.values import FolderProfile
from dossier.outbox.publish import publish


async def put_into(actor: Actor, document_id: UUID, told: FolderProfile) -> None:
    """File a document that the actor has in hand in a folder; whom it was thought to be about is forgotten.

    Raises what `check_profile` raises, ClaimLost, AlreadyDecided, NoSuchDocument, Forbidden.
    """
    async with transaction(actor, planned_once=True) as tx:
        found = await check_in_hand(tx, document_id)
        checked = await check_profile(tx, told)
        await tx.see_whole_centre()  # in another department's folder it is out of the actor's own sight
        before = await snapshot(tx, document_id)
        await put_held(tx, document_id, found.deposit_id, checked)
        await keep_act(tx, "in_folder", document_id, before)


async def put_held(tx: Transaction, document_id: UUID, deposit_id: UUID, checked: Checked) -> None:
    """File a document in a folder, in a transaction that sees the whole centre. Raises AlreadyDecided."""
    if not await advance(
        tx,
        "folders.put_into",
        document_id,
        **checked.columns(),
        decided_by=tx.actor.staff_id,
        decided_at=clock.now(),
    ):
        raise await already_decided(tx, document_id)
    await forget_beneficiaries(tx, document_id)
    await publish(
        tx,
        DocumentPutIntoFolder(
            record_id=document_id,
            deposit_id=deposit_id,
            folder_id=checked.folder_id,
            folder_type_id=checked.type_id,
            from_file_id=None,
        ),
    )
