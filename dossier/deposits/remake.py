"""Make a page anew by another recipe, and the one under which it lies: what turning and setting corners share."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from dossier.database.engine import Transaction
from dossier.database.states import advance
from dossier.deposits.errors import DepositNotOpen, NoSuchPage
from dossier.errors import Conflict
from dossier.events import LowerSideRemade
from dossier.lifecycle import DepositState
from dossier.outbox.publish import publish


class PageBusy(Conflict):
    """This page is being made just now. Wait a moment, then try again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A page as it stands, held until commit."""

    id: UUID
    deposit_id: UUID
    laid_under: UUID | None  # the page that shows it as its lower side
    recipe_version: int
    rotation_degrees: int
    forced: Mapping[str, Any]  # what persons said so far: `rotation`, `quad`


async def check_open(tx: Transaction, deposit_id: UUID) -> None:
    """Hold a deposit until commit. Raises DepositNotOpen once it was sent."""
    if await tx.value("SELECT state FROM deposits WHERE id = $1 FOR UPDATE", deposit_id) != DepositState.OPEN:
        raise DepositNotOpen


async def standing(tx: Transaction, deposit_id: UUID, page_id: UUID) -> Standing:
    """Return a page of a deposit. Raises NoSuchPage when it has no such page."""
    row = await tx.row(
        """SELECT id, deposit_id, laid_under, recipe_version, coalesce(rotation_degrees, 0) AS rotation_degrees,
                  forced::text
           FROM pages WHERE id = $1 AND deposit_id = $2 FOR UPDATE""",
        page_id,
        deposit_id,
    )
    if row is None:
        raise NoSuchPage
    return Standing(**{**row, "forced": json.loads(row["forced"] or "{}")})


async def remake(tx: Transaction, verb: str, page: Standing, **forced: object) -> int:
    """Have a page made anew with what a person forces now, on top of what was forced; return the recipe's version.

    The page under which it lies is made anew too. Raises PageBusy while either is being made. The event that the verb
    publishes has the page itself made.
    """
    version, recipe = page.recipe_version + 1, json.dumps({**page.forced, **forced})
    if not await advance(tx, verb, page.id, forced=recipe, recipe_version=version, picks=0):
        raise PageBusy
    if page.laid_under is not None:
        upper = await standing(tx, page.deposit_id, page.laid_under)
        upper_version = upper.recipe_version + 1
        if not await advance(tx, verb, upper.id, recipe_version=upper_version, picks=0):
            raise PageBusy
        remade = {"record_id": upper.id, "deposit_id": page.deposit_id, "under_id": page.id}
        await publish(tx, LowerSideRemade(**remade, recipe_version=upper_version))
    return version
