"""Set the corners of a page: a depositor says where it lies on the photo; a new version is made from the original."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.deposits.corners import WHOLE_PHOTO, check_corners
from dossier.deposits.remake import check_open, remake, standing
from dossier.events import CornersSet
from dossier.imaging.values import Quad
from dossier.outbox.publish import publish


async def set_corners(actor: Actor, deposit_id: UUID, page_id: UUID, quad: Quad | None) -> None:
    """Set the corners of a page of an open deposit, in shares of the upright photo; None has them found again.

    Raises DepositNotOpen once the deposit was sent, and what `place` raises.
    """
    async with transaction(actor, planned_once=True) as tx:
        await check_open(tx, deposit_id)
        await place(tx, deposit_id, page_id, quad)


async def place(tx: Transaction, deposit_id: UUID, page_id: UUID, quad: Quad | None) -> None:
    """Set a page's corners within the transaction that checked who may.

    Raises CornersOutside, CornersCrossed, NoSuchPage when the deposit has no such page, PageBusy while it is being
    made.
    """
    if quad is not None:
        check_corners(quad)
    page = await standing(tx, deposit_id, page_id)
    version = await remake(tx, "deposits.set_corners", page, quad=quad)
    kind = "found" if quad is None else "whole" if quad == WHOLE_PHOTO else "set"
    await publish(tx, CornersSet(record_id=page_id, deposit_id=deposit_id, recipe_version=version, kind=kind))
