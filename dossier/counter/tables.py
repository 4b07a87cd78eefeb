"""Counters, what a deposit at one has beside every other's, and which files of a scanner are in which deposit."""

from piccolo.columns import UUID, Boolean, Integer, Text, Timestamptz
from piccolo.table import Table


class Counter(Table, tablename="counters"):
    """Where a clerk takes papers in."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    name = Text()
    folder = Text()
    device_id = UUID(null=True, default=None)
    closed_at = Timestamptz(null=True, default=None)


class CounterDeposit(Table, tablename="counter_deposits"):
    """A deposit at a counter."""

    deposit_id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    counter_id = UUID(default=None)
    opened_at = Timestamptz(default=None)
    sheet_count = Integer(null=True, default=None)
    page_count = Integer(null=True, default=None)
    both_sides = Boolean(default=False)
    relation = Text(null=True, default=None)
    mandate_seen = Boolean(default=False)


class CounterScan(Table, tablename="counter_scans"):
    """A file of a scanner's folder that is in a deposit."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    counter_id = UUID(default=None)
    deposit_id = UUID(default=None)
    original_id = UUID(default=None)
    entry = Text()
    file_name = Text()
    sha256 = Text()
    claimed_by = UUID(null=True, default=None)
    claimed_at = Timestamptz(default=None)
