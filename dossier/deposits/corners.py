"""The four corners within which a page lies on its photo: which four a person may set, and which hold now.

Corners are shares of the upright photo's width and height, on the photo's own way up: TL TR BR BL as one sees them.
"""

import json
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.deposits.errors import NoSuchPage
from dossier.deposits.remake import check_open
from dossier.errors import Refused
from dossier.imaging.values import Point, Quad, quad_from_json
from dossier.lifecycle import PageState

WHOLE_PHOTO: Quad = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
REACH = 0.25
"""How far a corner may lie outside the photo: a sheet whose corner was cut off is still a sheet."""
CORNER_MIN_AREA = 0.005
"""The least triangle that a corner makes with its neighbours, of the photo's area. A bank card on a photo of a whole
table (85.6 × 54 mm on 600 × 450 mm) makes 0.0086; less than half of that holds no letters."""


class CornersOutside(Refused):
    """A corner is too far outside the photo. Bring it closer."""


class CornersCrossed(Refused):
    """These corners make no sheet. Put each on a corner of the paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CornersView:
    """The corners of a page that was made."""

    recipe_version: int  # part of the photo's address
    quad: Quad
    by_person: bool  # a person set them; else they were found


def check_corners(quad: Quad) -> None:
    """Raise CornersOutside, or CornersCrossed where four corners make no convex sheet, or hardly any.

    They run clockwise on the photo, from whichever corner.
    """
    if not all(-REACH <= share <= 1 + REACH for point in quad for share in point):  # so is what is not a number
        raise CornersOutside
    around = (*quad, *quad)
    if min(_triangle(*around[at : at + 3]) for at in range(len(quad))) < CORNER_MIN_AREA:
        raise CornersCrossed


def _triangle(before: Point, corner: Point, after: Point) -> float:
    """Return the area of a triangle, positive where it runs clockwise on the screen."""
    (ax, ay), (bx, by) = ((right[0] - left[0], right[1] - left[1]) for left, right in pairwise((before, corner, after)))
    return (ax * by - ay * bx) / 2


async def own_corners(actor: Actor, deposit_id: UUID, page_id: UUID) -> CornersView | None:
    """Return the corners of a page of the depositor's own open deposit; None while it is not made.

    Raises DepositNotOpen, NoSuchPage.
    """
    async with transaction(actor) as tx:
        await check_open(tx, deposit_id)
        return await corners_in(tx, deposit_id, page_id)


async def corners_in(tx: Transaction, deposit_id: UUID, page_id: UUID) -> CornersView | None:
    """Return the corners of a page within the transaction that checked who may; None while it is not made.

    Raises NoSuchPage when the deposit has no such page.
    """
    row = await tx.row(
        """SELECT state, recipe_version, coalesce(rotation_degrees, 0) AS rotation_degrees, quad::text,
                  coalesce(forced->'quad', 'null') <> 'null' AS by_person
           FROM pages WHERE id = $1 AND deposit_id = $2""",
        page_id,
        deposit_id,
    )
    if row is None:
        raise NoSuchPage
    if row["state"] != PageState.READY:
        return None
    kept = quad_from_json(json.loads(row["quad"] or "null"))
    quad = WHOLE_PHOTO if kept is None else _as_on_photo(kept, row["rotation_degrees"])
    return CornersView(recipe_version=row["recipe_version"], quad=quad, by_person=row["by_person"])


def _as_on_photo(quad: Quad, rotation_degrees: int) -> Quad:
    """Return corners in the photo's order, given in that of the page, which was turned clockwise."""
    turns = rotation_degrees // 90
    return (*quad[turns:], *quad[:turns])
