"""Turn a page: a depositor says which way up it is; a new version is made from the untouched original."""

import json
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.database.states import advance
from dossier.deposits.errors import DepositNotOpen, NoSuchPage
from dossier.errors import Conflict
from dossier.events import PageTurned
from dossier.lifecycle import DepositState
from dossier.outbox.publish import publish

FULL_TURN_DEGREES = 360


class PageBusy(Conflict):
    """This page is being made just now. Wait a moment, then turn it."""


async def turn_page(actor: Actor, deposit_id: UUID, page_id: UUID, by_degrees: int) -> None:
    """Turn a page of an open deposit clockwise by 90, 180 or 270 degrees, on top of how it stands now.

    Raises DepositNotOpen once the deposit was sent, and what `turn` raises.
    """
    async with transaction(actor) as tx:
        state = await tx.value("SELECT state FROM deposits WHERE id = $1 FOR UPDATE", deposit_id)
        if state != DepositState.OPEN:
            raise DepositNotOpen
        await turn(tx, deposit_id, page_id, by_degrees)


async def turn(tx: Transaction, deposit_id: UUID, page_id: UUID, by_degrees: int) -> None:
    """Turn a page within the transaction that checked who may.

    Raises NoSuchPage when the deposit has no such page, PageBusy while it is being made.
    """
    page = await tx.row(
        """SELECT recipe_version, coalesce(rotation_degrees, 0) AS rotation_degrees, forced::text
           FROM pages WHERE id = $1 AND deposit_id = $2 FOR UPDATE""",
        page_id,
        deposit_id,
    )
    if page is None:
        raise NoSuchPage
    rotation = (page["rotation_degrees"] + by_degrees) % FULL_TURN_DEGREES
    version = page["recipe_version"] + 1
    forced = {**json.loads(page["forced"] or "{}"), "rotation": rotation}
    if not await advance(tx, "deposits.turn_page", page_id, forced=json.dumps(forced), recipe_version=version, picks=0):
        raise PageBusy
    await publish(
        tx, PageTurned(record_id=page_id, deposit_id=deposit_id, recipe_version=version, rotation_degrees=rotation)
    )
