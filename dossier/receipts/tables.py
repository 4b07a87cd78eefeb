"""Receipts: one for each deposit that was received, and each time that a kiosk printed one."""

from piccolo.columns import UUID, Text, Timestamptz
from piccolo.table import Table


class Receipt(Table, tablename="receipts"):
    """The proof of a deposit: its number and the statement that was signed."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    deposit_id = UUID(default=None)
    number = Text()
    issued_at = Timestamptz(default=None)
    content_digest = Text()
    statement = Text()


class ReceiptPrint(Table, tablename="receipt_prints"):
    """A receipt given to a kiosk's printer, and what came of it."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    receipt_id = UUID(default=None)
    deposit_id = UUID(default=None)
    device_id = UUID(default=None)
    asked_at = Timestamptz(default=None)
    outcome = Text(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
