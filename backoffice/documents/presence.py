"""An open desk, as colleagues see it in the queue: for as long as its page listens."""

import asyncio
from contextlib import suppress
from uuid import UUID

from dossier.database.actor import Actor
from dossier.documents.presence import enter, leave, stay
from dossier.errors import DossierError

_leaving: set[asyncio.Task[None]] = set()  # the loop itself holds its tasks but weakly


class OpenDesk:
    """One page that has a document's desk open. A database that is away for a moment ends no stream."""

    def __init__(self, actor: Actor, document_id: UUID) -> None:
        self._actor = actor
        self._document_id = document_id
        self._desk_id: UUID | None = None

    async def begin(self) -> None:
        """Write down that it is open."""
        with suppress(DossierError):
            self._desk_id = await enter(self._actor, self._document_id)

    async def go_on(self) -> None:
        """Write down that it still is."""
        with suppress(DossierError):
            if self._desk_id is not None:
                await stay(self._actor, self._desk_id)

    def end(self) -> None:
        """Write down that it was closed: behind the stream, whose own task is cancelled where the browser left."""
        if self._desk_id is not None:
            task = asyncio.create_task(self._leave(self._desk_id))
            _leaving.add(task)
            task.add_done_callback(_leaving.discard)

    async def _leave(self, desk_id: UUID) -> None:
        with suppress(DossierError):
            await leave(self._actor, desk_id)
