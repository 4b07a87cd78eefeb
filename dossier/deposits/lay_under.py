"""Lay a page under another: both sides of a card become one page, made anew of both untouched originals."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.database.states import advance
from dossier.deposits.errors import NoSuchPage
from dossier.deposits.queries import PageView, papers_in
from dossier.deposits.remake import PageBusy, check_open
from dossier.errors import Refused
from dossier.events import PageLaidUnder
from dossier.outbox.publish import publish


class NotTwoSides(Refused):
    """These two are not the sides of one card. Look at your pages again."""


class SideElsewhere(Refused):
    """One of these two stands in another document too. Take it out there first."""


def sides_of_cards(pages: Sequence[PageView]) -> Mapping[UUID, UUID]:
    """Return which page can have which one laid under it: the next one that came with it, both sides of a card."""
    return {
        upper.id: lower.id
        for upper, lower in pairwise(pages)
        if upper.is_card_side and lower.is_card_side and upper.deposit_id == lower.deposit_id
    }


def card_of(pages: Sequence[PageView], page_id: UUID) -> tuple[UUID, UUID] | None:
    """Return the upper and the lower side of the card of which a page can be one; None where it can be none."""
    return next((pair for pair in sides_of_cards(pages).items() if page_id in pair), None)


async def lay_under(actor: Actor, deposit_id: UUID, page_id: UUID, under_id: UUID) -> None:
    """Lay the next page of its paper under a page of an open deposit; what lies so already is left as it is.

    Raises DepositNotOpen once the deposit was sent, NoSuchPage, NotTwoSides where these two are no neighbours any more,
    or not both made as sides of a card.
    """
    async with transaction(actor, planned_once=True) as tx:
        await check_open(tx, deposit_id)
        papers = await papers_in(tx, deposit_id)
        pages = next((each.pages for each in papers if any(one.id == page_id for one in each.pages)), ())
        await lay(tx, deposit_id, pages, page_id, under_id)


async def lay(tx: Transaction, deposit_id: UUID, pages: Sequence[PageView], page_id: UUID, under_id: UUID) -> None:
    """Lay a page under another of some that are shown in order, behind the deposit's row.

    Nobody else lays pages of this deposit meanwhile, so that what `pages` say holds until commit. Raises NoSuchPage,
    NotTwoSides, SideElsewhere, PageBusy.
    """
    page = next((each for each in pages if each.id == page_id), None)
    if page is None:
        raise NoSuchPage
    if any(side.id == under_id for side in page.sides[1:]):
        return
    if sides_of_cards(pages).get(page_id) != under_id:
        raise NotTwoSides
    if await tx.value(
        """SELECT array(SELECT document_id FROM document_pages WHERE page_id = $1 ORDER BY document_id)
               <> array(SELECT document_id FROM document_pages WHERE page_id = $2 ORDER BY document_id)""",
        page_id,
        under_id,
    ):
        raise SideElsewhere  # there it would show what does not stand in that document
    await tx.run("UPDATE pages SET laid_under = $2 WHERE id = $1", under_id, page_id)
    version = page.recipe_version + 1
    if not await advance(tx, "deposits.lay_under", page_id, recipe_version=version, picks=0):
        raise PageBusy
    await publish(
        tx, PageLaidUnder(record_id=page_id, deposit_id=deposit_id, recipe_version=version, under_id=under_id)
    )
