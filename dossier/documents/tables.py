"""Documents: the intellectual items that a deposit holds after the split."""

from piccolo.columns import UUID, Date, Integer, Text, Timestamptz
from piccolo.table import Table


class Document(Table, tablename="documents"):
    """An ordered list of pages that is one item, with its profile and its fate."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    deposit_id = UUID(default=None)
    position = Integer()
    state = Text()
    type_id = UUID(null=True, default=None)
    proposed_type_id = UUID(null=True, default=None)
    social_file_id = UUID(null=True, default=None)
    document_date = Date(null=True, default=None)
    sender = Text()
    reference = Text()
    language = Text(null=True, default=None)
    sealed_as = Text(null=True, default=None)
    sent_to_department = UUID(null=True, default=None)
    sent_to_staff = UUID(null=True, default=None)
    sent_by = UUID(null=True, default=None)
    sent_at = Timestamptz(null=True, default=None)
    sent_note = Text()
    moved_at = Timestamptz(null=True, default=None)
    valid_until = Date(null=True, default=None)
    refusal_reason_id = UUID(null=True, default=None)
    refusal_note = Text()
    decided_by = UUID(null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    captured_at = Timestamptz(default=None)
