"""The mailbox of a centre, and the mails that came in by it. Parts and answers are written in SQL."""

from piccolo.columns import UUID, BigInt, Boolean, Bytea, Integer, Text, Timestamptz
from piccolo.table import Table


class Mailbox(Table, tablename="mailboxes"):
    """The mailbox of a centre."""

    centre_id = UUID(primary_key=True, default=None)
    address = Text()
    is_on = Boolean(default=True)
    answers = Boolean(default=True)
    answers_per_sender_per_day = Integer()
    folder = Text()
    taken_folder = Text()
    looked_at = Timestamptz(null=True, default=None)
    look_until = Timestamptz(null=True, default=None)
    problem = Text(null=True, default=None)
    problem_at = Timestamptz(null=True, default=None)
    token_sealed = Bytea(null=True, default=None)
    token_instead_of = Text(null=True, default=None)


class Mail(Table, tablename="mails"):
    """A mail as it came in."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    state = Text()
    reason = Text()
    way = Text()
    digest = Text()
    sha256 = Text()
    size_bytes = BigInt()
    vault_key = Text()
    mail_size_bytes = BigInt()
    scan = Text()
    sender_name = Text()
    sender_address = Text()
    subject = Text()
    written_at = Timestamptz(null=True, default=None)
    kept_at = Timestamptz(default=None)
    attempt = Integer()
    deposit_id = UUID(null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    settled_at = Timestamptz(null=True, default=None)
    settled_by = UUID(null=True, default=None)
    settled_how = Text(null=True, default=None)
