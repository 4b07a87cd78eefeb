"""Receipts: one for each deposit that was received."""

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
