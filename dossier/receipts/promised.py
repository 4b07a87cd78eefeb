"""Receipt numbers that are promised before their deposit is here: a kiosk without network has them on paper already."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dossier import clock, signing
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.errors import Conflict, Refused
from dossier.events import NumbersPromised, ReceiptPromiseKept
from dossier.ids import new_id, read_number, receipt_number
from dossier.outbox.publish import publish
from dossier.people.access import check_takes_in

_SERIALS = 1_000_000
_CODE = re.compile(r"https?://\S*/r/([\w.-]+)", re.ASCII)
PURPOSE = "receipt"
"""For what the numbers of receipts are signed."""


class NumberNotPromised(Refused):
    """This number was never promised to anybody. Check it on the slip."""


class PromiseKept(Conflict):
    """Another deposit has this number already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisedNumber:
    """A number that may be given to somebody without asking the server."""

    ordinal: int  # they are given out in this order
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A number that somebody has on paper, and since when."""

    number: str
    handed_in_at: datetime  # as whoever gave it says
    is_printed: bool = False  # on a slip of ours, and not by a kiosk


async def next_number(tx: Transaction) -> str:
    """Return a receipt number that nobody had."""
    serial = await tx.value("SELECT nextval('receipt_serial')") % _SERIALS
    return receipt_number(clock.now().astimezone(clock.BRUSSELS).year, serial)


def token_on(text: str) -> str | None:
    """Return the token in what a scanner read off a receipt's code, be it ours or not; None for every other text."""
    found = _CODE.fullmatch(text.strip())
    return found and found[1]


def number_on(text: str) -> str | None:
    """Return the receipt number that a person typed, or that a scanner read off a code of ours; None for neither."""
    token = token_on(text)
    if token is None:
        return read_number(text)
    try:
        return read_number(signing.read(PURPOSE, token))
    except signing.BadToken:
        return None


async def numbers_kept_for(actor: Actor, count: int) -> Sequence[PromisedNumber]:
    """Return the numbers that a kiosk may give out, of which there are `count` from now on. `actor` is the kiosk."""
    async with transaction(actor) as tx:
        # One row to hold: two signs of life at once would each keep a hundred
        await tx.value("SELECT id FROM devices WHERE id = $1 FOR UPDATE", actor.id)
        rows = await tx.rows(
            """SELECT ordinal, number FROM promised_numbers WHERE device_id = $1 AND deposit_id IS NULL
               ORDER BY ordinal""",
            actor.id,
        )
        free = [PromisedNumber(**dict(each)) for each in rows]
        if (missing := count - len(free)) > 0:
            free += await _keep(tx, missing, device_id=actor.id)
    return free


async def numbers_to_print(actor: Actor, count: int) -> Sequence[PromisedNumber]:
    """Return so many numbers to print on slips, for a day when nothing works. Raises NotYourWork."""
    check_takes_in(actor)
    async with transaction(actor) as tx:
        return await _keep(tx, count, printed_by=actor.staff_id)


async def unused_slips(actor: Actor) -> int:
    """Return how many numbers are on slips that nobody brought back yet. Raises NotYourWork."""
    check_takes_in(actor)
    async with transaction(actor) as tx:
        count: int = await tx.value(
            "SELECT count(*) FROM promised_numbers WHERE printed_by IS NOT NULL AND deposit_id IS NULL"
        )
    return count


async def keep_promise(tx: Transaction, promise: Promise, deposit_id: UUID) -> datetime:
    """Have a deposit the number that its person has on paper; return when they handed in, as far as it can be true.

    No earlier than the number was kept for anybody, and no later than now. Raises NumberNotPromised, PromiseKept.
    """
    now = clock.now()
    found = await tx.row(
        """SELECT id, kept_at, deposit_id FROM promised_numbers
           WHERE number = $1 AND (printed_by IS NOT NULL) = $2 FOR UPDATE""",
        read_number(promise.number) or "",
        promise.is_printed,
    )
    if found is None:
        raise NumberNotPromised
    if found["deposit_id"] is not None:
        raise PromiseKept
    at: datetime = min(max(promise.handed_in_at, found["kept_at"]), now)
    await tx.run(
        "UPDATE promised_numbers SET deposit_id = $2, handed_in_at = $3, joined_at = $4 WHERE id = $1",
        found["id"],
        deposit_id,
        at,
        now,
    )
    await publish(tx, ReceiptPromiseKept(record_id=found["id"], deposit_id=deposit_id))
    return at


async def is_promised(tx: Transaction, number: str) -> bool:
    """Tell whether somebody may have this number on paper, and the server nothing yet."""
    return bool(await tx.value("SELECT true FROM promised_numbers WHERE number = $1 AND deposit_id IS NULL", number))


async def _keep(
    tx: Transaction, count: int, *, device_id: UUID | None = None, printed_by: UUID | None = None
) -> list[PromisedNumber]:
    now = clock.now()
    made = [
        await tx.row(
            """INSERT INTO promised_numbers (id, centre_id, number, device_id, printed_by, kept_at)
               VALUES ($1, $2, $3, $4, $5, $6) RETURNING ordinal, number""",
            new_id(),
            tx.actor.centre_id,
            await next_number(tx),
            device_id,
            printed_by,
            now,
        )
        for _ in range(count)
    ]
    await publish(tx, NumbersPromised(record_id=device_id or printed_by or new_id(), number_count=count))
    return [PromisedNumber(**dict(each)) for each in made if each is not None]
