"""Which pages of a document were taken again by the depositor, and what stood there before."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dossier.database.engine import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Retaken:
    """A page that came in the place of a refused one."""

    number: int  # of the new page among those shown of the document now, from 1
    at: datetime  # when it was received
    old_id: UUID | None  # the page that was refused; None where the actor may not see it, or it is kept no longer
    refusal_fr: str
    refusal_nl: str
    refusal_note: str

    def refusal(self, language: str) -> str:
        """Return the label of the reason for which the old one was refused."""
        return self.refusal_nl if language == "nl" else self.refusal_fr


async def retaken_in(tx: Transaction, document_id: UUID) -> tuple[Retaken, ...]:
    """Return the pages of a document that were taken again, in its order, what came last before what came earlier."""
    rows = await tx.rows(
        """WITH RECURSIVE shown AS (
               SELECT g.original_id, row_number() OVER (ORDER BY dp.position) AS number
               FROM document_pages dp JOIN pages g ON g.id = dp.page_id AND g.laid_under IS NULL
               WHERE dp.document_id = $1
           ), again AS (
               SELECT s.number, o.paper_id FROM shown s JOIN originals o ON o.id = s.original_id
               UNION
               SELECT a.number, o.paper_id FROM again a JOIN retakes t ON t.paper_id = a.paper_id
               JOIN pages g ON g.id = t.page_id JOIN originals o ON o.id = g.original_id
           )
           SELECT min(a.number) AS number, t.placed_at AS at, old.id AS old_id, r.label_fr AS refusal_fr,
                  r.label_nl AS refusal_nl, t.refusal_note
           FROM again a JOIN retakes t ON t.paper_id = a.paper_id AND t.document_id = $1 AND t.placed_at IS NOT NULL
           JOIN refusal_reasons r ON r.id = t.refusal_reason_id LEFT JOIN pages old ON old.id = t.page_id
           GROUP BY t.paper_id, old.id, r.id ORDER BY 1, t.placed_at DESC""",
        document_id,
    )
    return tuple(Retaken(**dict(row)) for row in rows)
