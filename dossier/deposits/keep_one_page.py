"""Keep one page: a person says that a photo of several papers is one page; they are not sought again on it."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.deposits.corners import WHOLE_PHOTO
from dossier.deposits.errors import NoSuchPage
from dossier.deposits.parts import drop_parts
from dossier.deposits.remake import check_open, remake, standing
from dossier.deposits.take_apart import bring_back
from dossier.errors import Refused
from dossier.events import KeptAsOne
from dossier.outbox.publish import publish


class PapersApart(Refused):
    """The papers of this photo lie in several documents, or are set aside. Put them into one first."""


async def keep_one_page(actor: Actor, deposit_id: UUID, page_id: UUID) -> None:
    """Make one page of the whole photo of a page of an open deposit; a photo without parts stays as it is.

    Raises DepositNotOpen once the deposit was sent, and what `join` raises.
    """
    async with transaction(actor, planned_once=True) as tx:
        await check_open(tx, deposit_id)
        await join(tx, deposit_id, page_id)


async def join(tx: Transaction, deposit_id: UUID, page_id: UUID) -> None:
    """Keep one page within the transaction that checked who may, holds the deposit, and sees all of its documents.

    The page shows the whole photo, so that no paper is out of sight; its corners can be set. Raises NoSuchPage when the
    deposit has no such page, PapersApart where the split put them into several documents, PageBusy while its first page
    is being made.
    """
    first = await tx.row(
        """SELECT first.id, first.original_id,
                  EXISTS (SELECT FROM pages p WHERE p.original_id = g.original_id AND p.index = g.index AND p.part > 0)
                      AS has_parts
           FROM pages g JOIN pages first
               ON first.original_id = g.original_id AND first.index = g.index AND first.part = 0
           WHERE g.id = $1 AND g.deposit_id = $2""",
        page_id,
        deposit_id,
    )
    if first is None:
        raise NoSuchPage
    first_id = first["id"]
    if not first["has_parts"]:
        return
    if await tx.value(
        """SELECT count(DISTINCT held.by) > 1 OR bool_or(held.aside) FROM pages first JOIN pages g
               ON g.original_id = first.original_id AND g.index = first.index
           CROSS JOIN LATERAL (SELECT array(SELECT document_id FROM document_pages
                                            WHERE page_id = g.id ORDER BY document_id) AS by,
                                      EXISTS (SELECT FROM set_aside_pages WHERE page_id = g.id) AS aside) held
           WHERE first.id = $1""",
        first_id,
    ):
        raise PapersApart
    await bring_back(tx, deposit_id, first["original_id"], but=first_id)
    page = await standing(tx, deposit_id, first_id)
    part_count = await drop_parts(tx, deposit_id, first_id)
    version = await remake(tx, "deposits.keep_one_page", page, quad=WHOLE_PHOTO, one_page=True)
    await publish(
        tx, KeptAsOne(record_id=first_id, deposit_id=deposit_id, recipe_version=version, part_count=part_count)
    )
