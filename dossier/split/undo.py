"""Undo the last act on the pages of a deposit, and redo it: the rows are again what they were."""

from collections.abc import Mapping
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.deposits.turn_page import FULL_TURN_DEGREES
from dossier.deposits.turn_page import turn as turn_page
from dossier.documents.page_in_hand import check_not_filed, hold_origin
from dossier.events import SplitRedone, SplitUndone
from dossier.outbox.publish import publish
from dossier.split.errors import ActOfColleague, ChangedSince, NothingToRedo, NothingToUndo, TooFarBack
from dossier.split.hand import Hand, take_in_hand
from dossier.split.layout import Layout
from dossier.split.log import UNDONE_AT_MOST, Act, Side, last_done, next_undone, undone_count
from dossier.split.write import write


async def undo(actor: Actor, deposit_id: UUID) -> None:
    """Take the last act back, where it was the actor's own, and the last but twenty at most.

    Raises NothingToUndo, ActOfColleague, TooFarBack, ChangedSince where something else changed what it touched,
    DocumentFixed once a document of it was decided, LastPage, for a turn PageBusy and PageFiled, and what
    `take_in_hand` raises.
    """
    async with transaction(actor) as tx:
        hand = await take_in_hand(tx, deposit_id)
        act = await last_done(tx, deposit_id)
        if act is None:
            raise NothingToUndo
        _check_own(actor, act)
        if await undone_count(tx, deposit_id) >= UNDONE_AT_MOST:
            raise TooFarBack(acts=UNDONE_AT_MOST)
        if act.turned_id is not None:
            await _turn(hand, act.turned_id, -(act.turned_degrees or 0))
        else:
            await _swap(hand, act.after, act.before, {})
        await _mark(tx, act, undone=True)
        await publish(tx, SplitUndone(record_id=act.id, deposit_id=deposit_id, kind=act.kind))


async def redo(actor: Actor, deposit_id: UUID) -> None:
    """Do the act again that was undone last, where it was the actor's own and nothing was done since.

    Raises NothingToRedo, and otherwise what `undo` raises.
    """
    async with transaction(actor) as tx:
        hand = await take_in_hand(tx, deposit_id)
        act = await next_undone(tx, deposit_id)
        if act is None:
            raise NothingToRedo
        _check_own(actor, act)
        if act.turned_id is not None:
            await _turn(hand, act.turned_id, act.turned_degrees or 0)
        else:
            await _swap(hand, act.before, act.after, act.made)
        await _mark(tx, act, undone=False)
        await publish(tx, SplitRedone(record_id=act.id, deposit_id=deposit_id, kind=act.kind))


def _check_own(actor: Actor, act: Act) -> None:
    if act.staff_id != actor.staff_id:
        raise ActOfColleague


async def _turn(hand: Hand, page_id: UUID, by_degrees: int) -> None:
    hand.check_mine(*hand.layout.holders(page_id)[:1])
    await check_not_filed(hand.tx, page_id)
    await turn_page(hand.tx, await hold_origin(hand.tx, page_id), page_id, by_degrees % FULL_TURN_DEGREES)


async def _swap(hand: Hand, now: Side, then: Side, made: Mapping[UUID, UUID]) -> None:
    """Put one side of an act in the place of the other, where that is what stands."""
    old = hand.layout
    touched, pages = {*now.pages, *then.pages}, {*now.aside, *then.aside}
    hand.check_mine(*(each for each in touched if each in old.pages))
    if any(old.pages.get(each, ()) != now.pages.get(each, ()) for each in touched) or any(
        old.aside.get(each) != now.aside.get(each) for each in pages
    ):
        raise ChangedSince
    gone = set(now.order) - set(then.order)
    order = (*then.order, *(each for each in old.order if each not in then.order and each not in gone))
    new = Layout(
        order,
        {each: then.pages.get(each, old.pages.get(each, ())) for each in order},
        {**{page: how for page, how in old.aside.items() if page not in pages}, **then.aside},
    )
    hand.check_left(new)
    await write(hand.tx, hand.deposit_id, old, new, made)


async def _mark(tx: Transaction, act: Act, *, undone: bool) -> None:
    await tx.run("UPDATE split_acts SET undone_at = $2 WHERE id = $1", act.id, clock.now() if undone else None)
