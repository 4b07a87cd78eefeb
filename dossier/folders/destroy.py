"""Destroy a folder once its time is over: a person decides it, and nothing is left of what lay in it."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.events import FolderDestroyed
from dossier.folders.access import hold_folder, last_day_of
from dossier.folders.dispose import dispose_all
from dossier.folders.errors import FolderOpen, ReasonNeeded, StillKept
from dossier.outbox.publish import publish


async def destroy(actor: Actor, folder_id: UUID, reason: str) -> int:
    """Destroy a folder with all that lies in it, and say why; return how many documents it had.

    It cannot be undone. Raises ReasonNeeded, FolderOpen, StillKept up to the last day of its time, SharedFile, and what
    `hold_folder` raises.
    """
    reason = " ".join(reason.split())
    async with transaction(actor) as tx:
        await hold_folder(tx, folder_id)
        if not reason:
            raise ReasonNeeded
        last_day = await last_day_of(tx, folder_id)
        if last_day is None:
            raise FolderOpen
        if last_day >= clock.today():
            raise StillKept(day=f"{last_day:%d/%m/%Y}")
        await tx.see_whole_centre()  # a file of it may hold pages of a document that is not the actor's to see
        count = await dispose_all(tx, folder_id)
        await advance(
            tx,
            "folders.destroy",
            folder_id,
            reason=reason,
            ended_by=actor.staff_id,
            ended_at=clock.now(),
            ended_count=count,
        )
        await publish(tx, FolderDestroyed(record_id=folder_id, document_count=count))
    return count
