"""Archive a folder: a person decided that it is kept for good."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.events import FolderArchived
from dossier.folders.access import hold_folder
from dossier.folders.errors import FolderOpen, ReasonNeeded
from dossier.outbox.publish import publish


async def archive(actor: Actor, folder_id: UUID, reason: str) -> None:
    """Keep a closed folder for good, and say why. Raises ReasonNeeded, FolderOpen, and what `hold_folder` raises."""
    reason = " ".join(reason.split())
    async with transaction(actor) as tx:
        await hold_folder(tx, folder_id)
        if not reason:
            raise ReasonNeeded
        count = await tx.value("SELECT count(*) FROM documents WHERE folder_id = $1", folder_id)
        if not await advance(
            tx,
            "folders.archive",
            folder_id,
            reason=reason,
            ended_by=actor.staff_id,
            ended_at=clock.now(),
            ended_count=count,
        ):
            raise FolderOpen
        await publish(tx, FolderArchived(record_id=folder_id, document_count=count))
