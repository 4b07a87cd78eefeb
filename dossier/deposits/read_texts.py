"""Take the text of PDF pages that were made before it was taken with the page."""

from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.errors import Refused
from dossier.imaging.values import PageText
from dossier.reading.texts import keep_text
from dossier.resources import Resources
from dossier.storage.vault import BytesMissing

AT_ONCE = 20


async def read_old_texts(resources: Resources, actor: Actor) -> int:
    """Take the text of every page that has none; return how many.

    One that cannot be read has no words, and is not asked again. Raises Unavailable when the vault does not answer.
    """
    count = 0
    while waiting := await _waiting(actor):
        for each in waiting:
            text = await _read(resources, each["vault_key"], each["index"], many=each["page_count"] > 1)
            async with transaction(actor) as tx:
                if await tx.value("SELECT id FROM pages WHERE id = $1 FOR UPDATE", each["id"]):  # not removed meanwhile
                    await keep_text(tx, each["id"], text)
        count += len(waiting)
    return count


async def _waiting(actor: Actor) -> list[Record]:
    async with transaction(actor) as tx:
        return await tx.rows(
            f"""SELECT g.id, g.index, o.vault_key, o.page_count FROM pages g JOIN originals o ON o.id = g.original_id
                WHERE g.state = 'ready' AND o.media_type = 'application/pdf'
                AND NOT EXISTS (SELECT FROM page_texts t WHERE t.page_id = g.id)
                ORDER BY o.id, g.index LIMIT {AT_ONCE}"""
        )


async def _read(resources: Resources, vault_key: str, index: int, *, many: bool) -> PageText:
    try:
        async with resources.fetched.file(resources.vault, vault_key, again=many) as original:
            return await resources.box.text(original, index)
    except (Refused, BytesMissing):
        return PageText(words="", boxes=())
