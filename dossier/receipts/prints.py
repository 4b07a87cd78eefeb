"""A receipt on a kiosk's printer: who may have it printed, whether it is a copy, and what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID, uuid5

from dossier import clock, signing
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import ReceiptNotPrinted, ReceiptPrinted
from dossier.outbox.publish import publish
from dossier.receipts.queries import Receipt, receipt_of_deposit

PRINTED = "printed"
UnprintedByNobody = Literal["no_service", "no_printer"]
"""Why a kiosk's page could give its receipt to nobody: the service beside it does not answer, or has no printer."""
Outcome = Literal[
    "printed",
    "no_paper",
    "cover_open",
    "broken",
    "offline",
    "away",
    "too_late",
    "left",
    "busy",
    "no_server",
    "refused",
    UnprintedByNobody,
]
"""What became of a receipt at a printer; all but the first are why it is not on paper."""
_PURPOSE = "print-ticket"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printable:
    """A receipt that a kiosk may print."""

    receipt: Receipt
    language: str  # of its deposit
    is_copy: bool  # it is on paper already
    paper_width_mm: int  # of this kiosk


def print_ticket(receipt: Receipt, device_id: UUID, valid_seconds: int) -> str:
    """Return what a kiosk's page hands to the service beside it: this receipt, at this kiosk, during this visit."""
    until = clock.now() + timedelta(seconds=valid_seconds)
    return signing.sign(_PURPOSE, f"{receipt.deposit_id.hex}.{device_id.hex}.{until.timestamp():.0f}")


async def begin_print(actor: Actor, ticket: str, print_id: UUID) -> Printable:
    """Return what a ticket stands for, and note that it is being printed, under the id that the kiosk's service gave.

    `actor` is the kiosk. Asked again under the same id, it is noted once.
    Raises BadToken, also for a ticket of another kiosk, or of a visit that is over.
    """
    deposit_id, until = _read(actor, ticket)
    at = clock.now()
    if at > until:
        raise signing.BadToken
    async with transaction(actor) as tx:
        receipt = await receipt_of_deposit(tx, deposit_id)
        if receipt is None:
            raise signing.BadToken
        row = await tx.row(
            """SELECT d.language, k.paper_width_mm,
                      EXISTS (SELECT FROM receipt_prints WHERE receipt_id = $3 AND outcome = $4) AS is_copy
               FROM deposits d, devices k WHERE d.id = $1 AND k.id = $2""",
            deposit_id,
            actor.id,
            receipt.id,
            PRINTED,
        )
        assert row is not None
        await tx.run(
            """INSERT INTO receipt_prints (id, centre_id, receipt_id, deposit_id, device_id, asked_at)
               VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING""",
            print_id,
            actor.centre_id,
            receipt.id,
            deposit_id,
            actor.id,
            at,
        )
    return Printable(receipt=receipt, **dict(row))


async def end_print(actor: Actor, ticket: str, print_id: UUID, outcome: Outcome) -> None:
    """Note what came of a print; what is on paper by none goes by e-mail or SMS.

    Told twice, it is noted once; a print that the server did not hear of before is noted too. `actor` is the kiosk.
    Raises BadToken.
    """
    deposit_id, _ = _read(actor, ticket)
    await _end(actor, deposit_id, print_id, outcome)


async def note_unprinted(actor: Actor, deposit_id: UUID, outcome: UnprintedByNobody) -> None:
    """Note what a kiosk's page says of a receipt that it could give to nobody; it goes by e-mail or SMS, as above.

    Once a deposit, however often its page is shown. `actor` is the kiosk.
    """
    await _end(actor, deposit_id, uuid5(deposit_id, outcome), outcome)


async def _end(actor: Actor, deposit_id: UUID, print_id: UUID, outcome: Outcome) -> None:
    async with transaction(actor) as tx:
        receipt_id = await tx.value(
            """INSERT INTO receipt_prints AS p (id, centre_id, receipt_id, deposit_id, device_id, asked_at, outcome,
                                                ended_at)
               SELECT $1::uuid, $2::uuid, id, deposit_id, $4::uuid, $6::timestamptz, $5::text, $6::timestamptz
               FROM receipts WHERE deposit_id = $3
               ON CONFLICT (id) DO UPDATE SET outcome = excluded.outcome, ended_at = excluded.ended_at
               WHERE p.outcome IS NULL AND p.deposit_id = excluded.deposit_id AND p.device_id = excluded.device_id
               RETURNING receipt_id""",
            print_id,
            actor.centre_id,
            deposit_id,
            actor.id,
            outcome,
            clock.now(),
        )
        if receipt_id is None:
            return
        if outcome == PRINTED:
            await publish(tx, ReceiptPrinted(record_id=receipt_id, deposit_id=deposit_id))
        else:
            await publish(tx, ReceiptNotPrinted(record_id=receipt_id, deposit_id=deposit_id, problem=outcome))


def _read(actor: Actor, ticket: str) -> tuple[UUID, datetime]:
    """Return the deposit of a ticket and until when it is good. Raises BadToken."""
    deposit, device, until = signing.read(_PURPOSE, ticket).split(".")
    if UUID(hex=device) != actor.id:
        raise signing.BadToken
    return UUID(hex=deposit), datetime.fromtimestamp(int(until), tz=clock.now().tzinfo)
