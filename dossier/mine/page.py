"""A page of a person's own document, as a picture to see or to keep."""

from typing import Literal
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.errors import NoSuchPage
from dossier.deposits.queries import KeptRendition, latest_rendition
from dossier.journal.record import note_access
from dossier.mine.documents import ground_of

OwnKind = Literal["page", "preview", "thumb"]


async def own_page(actor: Actor, page_id: UUID, kind: OwnKind) -> KeptRendition:
    """Return where a page of the actor's own is kept; the look is logged, that at the whole page as a download.

    Raises NoSuchPage while it is not made, and for every page that is not theirs.
    """
    async with transaction(actor) as tx:
        found = await latest_rendition(tx, kind, page_id, "EXISTS (SELECT FROM pages g WHERE g.id = r.page_id)")
        if found is None:
            raise NoSuchPage
        await note_access(tx, "download" if kind == "page" else "view", "page", page_id, ground_of(actor))
    return found
