"""Where words that are sought stand on a page as it is shown."""

import json
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.documents.access import check_readable
from dossier.imaging.values import Box, quad_from_json
from dossier.reading.texts import hits_in


async def marked(actor: Actor, document_id: UUID, page_id: UUID, sought: str) -> list[Box]:
    """Return the boxes of the words on a page of a document, in parts of SHEET_PARTS of the page as it was made.

    None on a page that shows two sides of a card. Raises what `check_readable` raises.
    """
    async with transaction(actor) as tx:
        await check_readable(tx, document_id)
        row = await tx.row(
            """SELECT g.quad::text, g.rotation_degrees, g.skew_degrees, g.width_pixels, g.height_pixels FROM pages g
               JOIN document_pages dp ON dp.page_id = g.id AND dp.document_id = $2
               WHERE g.id = $1 AND g.state = 'ready' AND NOT EXISTS (SELECT FROM pages l WHERE l.laid_under = g.id)""",
            page_id,
            document_id,
        )
        boxes = await hits_in(tx, page_id, sought) if row else ()
    if row is None or not boxes:
        return []
    from dossier.imaging.places import on_page  # numpy: a web process starts without it

    return on_page(
        boxes,
        quad=quad_from_json(json.loads(row["quad"] or "null")),
        rotation=row["rotation_degrees"] or 0,
        skew_degrees=row["skew_degrees"] or 0.0,
        size=(row["width_pixels"], row["height_pixels"]),
    )
