"""Close a folder: from this day on the time runs for which it is kept."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.events import FolderClosed
from dossier.folders.access import hold_folder
from dossier.folders.errors import FolderShut
from dossier.outbox.publish import publish


async def close(actor: Actor, folder_id: UUID) -> None:
    """Close a folder today. Raises FolderShut where it is, and what `hold_folder` raises."""
    async with transaction(actor) as tx:
        await hold_folder(tx, folder_id)
        today = clock.today()
        if not await advance(tx, "folders.close", folder_id, closed_on=today):
            raise FolderShut
        await publish(tx, FolderClosed(record_id=folder_id, day_ordinal=today.toordinal()))
