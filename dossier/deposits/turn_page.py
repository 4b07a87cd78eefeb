"""Turn a page: a depositor says which way up it is; a new version is made from the untouched original."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.deposits.remake import check_open, remake, standing
from dossier.events import PageTurned
from dossier.outbox.publish import publish

FULL_TURN_DEGREES = 360


async def turn_page(actor: Actor, deposit_id: UUID, page_id: UUID, by_degrees: int) -> None:
    """Turn a page of an open deposit clockwise by 90, 180 or 270 degrees, on top of how it stands now.

    Raises DepositNotOpen once the deposit was sent, and what `turn` raises.
    """
    async with transaction(actor, planned_once=True) as tx:
        await check_open(tx, deposit_id)
        await turn(tx, deposit_id, page_id, by_degrees)


async def turn(tx: Transaction, deposit_id: UUID, page_id: UUID, by_degrees: int) -> None:
    """Turn a page within the transaction that checked who may.

    Raises NoSuchPage when the deposit has no such page, PageBusy while it is being made.
    """
    page = await standing(tx, deposit_id, page_id)
    rotation = (page.rotation_degrees + by_degrees) % FULL_TURN_DEGREES
    version = await remake(tx, "deposits.turn_page", page, rotation=rotation)
    await publish(
        tx, PageTurned(record_id=page_id, deposit_id=deposit_id, recipe_version=version, rotation_degrees=rotation)
    )
