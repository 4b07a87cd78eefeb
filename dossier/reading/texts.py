"""Keeps the words of pages and where each stands, and tells where what is sought was found."""

from collections.abc import Collection
from uuid import UUID

from dossier.database.engine import Transaction
from dossier.imaging.values import Box, PageText

HITS_MAX = 500
"""Places that are shown on one page: more of them is all of it."""


async def keep_text(tx: Transaction, page_id: UUID, text: PageText) -> None:
    """Keep the words of a page, in place of what was kept before."""
    await tx.run(
        """INSERT INTO page_texts (page_id, centre_id, words, boxes) VALUES ($1, $2, $3, $4)
           ON CONFLICT (page_id) DO UPDATE SET words = excluded.words, boxes = excluded.boxes""",
        page_id,
        tx.actor.centre_id,
        text.words,
        list(text.boxes),
    )


async def forget_texts(tx: Transaction, page_ids: Collection[UUID]) -> None:
    """Forget the words of pages that are gone."""
    await tx.run("DELETE FROM page_texts WHERE page_id = ANY($1)", list(page_ids))


async def hits_in(tx: Transaction, page_id: UUID, sought: str) -> tuple[Box, ...]:
    """Return the boxes, in parts of the sheet, of the words of a page that are among those sought, in reading order."""
    rows = await tx.rows(
        f"""SELECT t.boxes[4 * w.at - 3] AS l, t.boxes[4 * w.at - 2] AS t,
                   t.boxes[4 * w.at - 1] AS r, t.boxes[4 * w.at] AS b
            FROM page_texts t CROSS JOIN unnest(string_to_array(t.words, ' ')) WITH ORDINALITY w (word, at)
            WHERE t.page_id = $1 AND t.words <> '' AND (to_tsvector('public.guichet_fr', w.word)
                                    || to_tsvector('public.guichet_nl', w.word)) @@ any_of_query($2)
            ORDER BY w.at LIMIT {HITS_MAX}""",
        page_id,
        sought,
    )
    return tuple((row["l"], row["t"], row["r"], row["b"]) for row in rows)
