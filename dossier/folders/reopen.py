"""Open a folder again that was closed: something more came in that belongs there."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.events import FolderReopened
from dossier.folders.access import hold_folder
from dossier.folders.errors import FolderOpen
from dossier.outbox.publish import publish


async def reopen(actor: Actor, folder_id: UUID) -> None:
    """Open a folder again; closed once more, its time runs from then. Raises FolderOpen, and as `hold_folder`."""
    async with transaction(actor) as tx:
        await hold_folder(tx, folder_id)
        if not await advance(tx, "folders.reopen", folder_id, closed_on=None):
            raise FolderOpen
        await publish(tx, FolderReopened(record_id=folder_id))
