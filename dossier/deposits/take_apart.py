"""Take two sides of a card apart: they are two pages again, as they were before one was laid under the other."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.database.states import advance
from dossier.deposits.remake import check_open, standing
from dossier.events import PagesTakenApart
from dossier.outbox.publish import publish


async def take_apart(actor: Actor, deposit_id: UUID, page_id: UUID) -> None:
    """Take a page of an open deposit and the one that lies under it apart; one that shows one side is left as it is.

    Raises DepositNotOpen once the deposit was sent, NoSuchPage.
    """
    async with transaction(actor, planned_once=True) as tx:
        await check_open(tx, deposit_id)
        await apart(tx, deposit_id, page_id)


async def apart(tx: Transaction, deposit_id: UUID, page_id: UUID) -> None:
    """Take a page apart within the transaction that checked who may; also one that is just being made.

    The lower one is there at once, since its own pictures stay; the upper one is made anew. Raises NoSuchPage.
    """
    page = await standing(tx, deposit_id, page_id)
    under_id = await tx.value("UPDATE pages SET laid_under = NULL WHERE laid_under = $1 RETURNING id", page_id)
    if under_id is None:
        return
    version = page.recipe_version + 1
    await advance(tx, "deposits.take_apart", page_id, recipe_version=version, picks=0)
    await publish(
        tx, PagesTakenApart(record_id=page_id, deposit_id=deposit_id, recipe_version=version, under_id=under_id)
    )


async def bring_back(tx: Transaction, deposit_id: UUID, original_id: UUID, *, but: UUID | None = None) -> None:
    """Bring every page back that shows the other side of a card of which one side, of this original, is about to go.

    `but` names the upper page that the caller makes anew: what lies under it comes back, and no job begins for it.
    """
    await tx.run("UPDATE pages SET laid_under = NULL WHERE laid_under = $1", but)
    uppers = await tx.rows(
        """SELECT upper.id FROM pages lower JOIN pages upper ON upper.id = lower.laid_under
           WHERE $1 IN (lower.original_id, upper.original_id) ORDER BY upper.id""",
        original_id,
    )
    for each in uppers:
        await apart(tx, deposit_id, each["id"])
