"""Count the sheets: what the clerk counted in hand is held against the pages that were found on them."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.errors import DepositNotOpen, NothingToReceive
from dossier.errors import Refused
from dossier.events import SheetsCounted
from dossier.lifecycle import DepositState
from dossier.outbox.publish import publish


class SheetsDiffer(Refused):
    """Sheets and pages do not agree. Count again, or take the deposit in as it is."""


class PagesMissing(SheetsDiffer):
    """You counted {sheets} sheets, and {pages} pages are here: {missing} missing. Scan them, or count again."""


class PagesOver(SheetsDiffer):
    """You counted {sheets} sheets, and {pages} pages are here: {over} too many. Take them out, or count again."""


def differ(sheets: int, pages: int, *, both_sides: bool) -> SheetsDiffer | None:
    """Return how sheets and pages disagree; None where they agree: a page a sheet, up to two on both sides."""
    if pages < sheets:
        return PagesMissing(sheets=sheets, pages=pages, missing=sheets - pages)
    most = sheets * 2 if both_sides else sheets
    if pages > most:
        return PagesOver(sheets=sheets, pages=pages, over=pages - most)
    return None


async def count_sheets(actor: Actor, deposit_id: UUID, sheets: int, *, both_sides: bool, as_it_is: bool) -> None:
    """Note how many sheets a clerk counted of an open deposit, beside the pages found.

    `as_it_is`: they know that the two differ. A page that shows both sides of a card is a sheet. The caller knows that
    it is the clerk's own. Raises DepositNotOpen, NothingToReceive, PagesMissing, PagesOver.
    """
    async with transaction(actor) as tx:
        state = await tx.value("SELECT state FROM deposits WHERE id = $1 FOR UPDATE", deposit_id)
        if state != DepositState.OPEN:
            raise DepositNotOpen
        pages = await tx.value("SELECT count(*) FROM pages WHERE deposit_id = $1 AND laid_under IS NULL", deposit_id)
        if not pages:
            raise NothingToReceive
        if not as_it_is and (error := differ(sheets, pages, both_sides=both_sides)) is not None:
            raise error
        await tx.run(
            "UPDATE counter_deposits SET sheet_count = $2, page_count = $3, both_sides = $4 WHERE deposit_id = $1",
            deposit_id,
            sheets,
            pages,
            both_sides,
        )
        await publish(
            tx,
            SheetsCounted(
                record_id=deposit_id,
                deposit_id=deposit_id,
                sheet_count=sheets,
                page_count=pages,
                sides_per_sheet=2 if both_sides else 1,
            ),
        )
