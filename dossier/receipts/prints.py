"""A receipt on a kiosk's printer: who may have it printed, whether it is a copy, and what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from dossier import clock, signing
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import ReceiptNotPrinted, ReceiptPrinted
from dossier.outbox.publish import publish
from dossier.receipts.queries import Receipt, receipt_of_deposit

PRINTED = "printed"
Outcome = Literal[
    "printed", "no_paper", "cover_open", "broken", "offline", "away", "too_late", "left", "busy", "no_server"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Unprinted:
    """A receipt that did not come onto paper, and whose it is."""

    deposit_id: UUID
    beneficiary_id: UUID | None
    language: str


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


async def end_print(actor: Actor, ticket: str, print_id: UUID, outcome: Outcome) -> Unprinted | None:
    """Note what came of a print; return whose receipt it is that is not on paper and still asked for.

    Told twice, it is noted once. `actor` is the kiosk. Raises BadToken.
    """
    deposit_id, _ = _read(actor, ticket)
    async with transaction(actor) as tx:
        row = await tx.row(
            """UPDATE receipt_prints p SET outcome = $3, ended_at = $4 FROM deposits d
               WHERE d.id = p.deposit_id AND p.id = $5 AND d.id = $1 AND p.device_id = $2 AND p.outcome IS NULL
               RETURNING p.receipt_id, d.beneficiary_id, d.language""",
            deposit_id,
            actor.id,
            outcome,
            clock.now(),
            print_id,
        )
        if row is None:
            return None
        if outcome == PRINTED:
            await publish(tx, ReceiptPrinted(record_id=row["receipt_id"], deposit_id=deposit_id))
            return None
        failed = ReceiptNotPrinted(record_id=row["receipt_id"], deposit_id=deposit_id, problem=outcome)
        await publish(tx, failed)
    return Unprinted(deposit_id=deposit_id, beneficiary_id=row["beneficiary_id"], language=row["language"])


def _read(actor: Actor, ticket: str) -> tuple[UUID, datetime]:
    """Return the deposit of a ticket and until when it is good. Raises BadToken."""
    deposit, device, until = signing.read(_PURPOSE, ticket).split(".")
    if UUID(hex=device) != actor.id:
        raise signing.BadToken
    return UUID(hex=deposit), datetime.fromtimestamp(int(until), tz=clock.now().tzinfo)
