"""What a clerk will probably look at next: pages to be fetched while they think. Nothing is leased by it."""

from dataclasses import dataclass
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.documents.access import check_readable
from dossier.documents.take_next import following
from dossier.documents.wanted import ALL, Wanted
from dossier.imaging.sheet import preview_width
from dossier.people.access import READABLE

DOCUMENTS = 3
"""How many of those that come next: where two colleagues work on the same view, one of them is still the right one."""
OWN_PAGES = 2
"""How many further pages of the document that is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAhead:
    """A page whose picture there is."""

    id: UUID
    recipe_version: int  # part of its picture's address
    width_pixels: int
    height_pixels: int

    @property
    def preview_width_pixels(self) -> int:
        """Return how wide its smaller picture is."""
        return preview_width(self.width_pixels, self.height_pixels)


async def pages_ahead(actor: Actor, document_id: UUID, wanted: Wanted = ALL) -> tuple[PageAhead, ...]:
    """Return a document's next pages, then the first of what probably follows it, as far as the actor may read that.

    A guess that a colleague overtakes costs them who guessed nothing but the wait. The look is written down where the
    picture is fetched. Raises NotYourWork, NoSuchDocument, OtherDepartment.
    """
    async with transaction(actor, planned_once=True) as tx:
        await check_readable(tx, document_id)
        ids = await following(tx, document_id, wanted, DOCUMENTS)
        rows = await tx.rows(
            f"""SELECT id, recipe_version, width_pixels, height_pixels FROM (
                    SELECT g.id, g.recipe_version, g.width_pixels, g.height_pixels, g.state, next.at,
                           row_number() OVER (PARTITION BY next.at ORDER BY dp.position) AS nth
                    FROM unnest($1::uuid[]) WITH ORDINALITY next (id, at) JOIN documents d ON d.id = next.id
                    JOIN document_pages dp ON dp.document_id = d.id JOIN pages g ON g.id = dp.page_id
                    WHERE {READABLE} AND g.laid_under IS NULL) page
                WHERE state = 'ready' AND CASE at WHEN 1 THEN nth BETWEEN 2 AND {1 + OWN_PAGES} ELSE nth = 1 END
                ORDER BY at, nth""",
            [document_id, *ids],
        )
    return tuple(PageAhead(**row) for row in rows)
