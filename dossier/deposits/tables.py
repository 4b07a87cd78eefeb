"""Deposits, their papers, the originals. Pages and renditions are written in SQL: they have no single short key."""

from piccolo.columns import UUID, BigInt, Boolean, Integer, Text, Timestamptz
from piccolo.table import Table


class Deposit(Table, tablename="deposits"):
    """One act of handing over by one depositor."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    circuit = Text()
    state = Text()
    language = Text()
    beneficiary_id = UUID(null=True, default=None)
    social_file_id = UUID(null=True, default=None)
    depositor_name = Text()
    depositor_contact = Text()
    device_id = UUID(null=True, default=None)
    opened_by = UUID(null=True, default=None)
    opened_at = Timestamptz(default=None)
    received_at = Timestamptz(null=True, default=None)
    closed_at = Timestamptz(null=True, default=None)
    claimed_by = UUID(null=True, default=None)
    claimed_until = Timestamptz(null=True, default=None)


class Paper(Table, tablename="papers"):
    """One paper as the depositor grouped its pages; it becomes a Document, of the same id, when received."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    deposit_id = UUID(default=None)
    position = Integer()
    proposed_type_id = UUID(null=True, default=None)
    unknown_to_depositor = Boolean(default=False)
    is_kept = Boolean(null=True, default=None)


class Original(Table, tablename="originals"):
    """The bytes of one file as they were received."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    deposit_id = UUID(default=None)
    paper_id = UUID(default=None)
    position = Integer()
    sha256 = Text()
    size_bytes = BigInt()
    media_type = Text()
    page_count = Integer()
    vault_key = Text()
    added_at = Timestamptz(default=None)
