"""Documents: the intellectual items that a deposit holds after the split; how their queue is looked at."""

from piccolo.columns import UUID, Array, Boolean, Date, Integer, SmallInt, Text, Timestamptz
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
    folder_id = UUID(null=True, default=None)
    folder_type_id = UUID(null=True, default=None)
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
    refused_pages = Array(base_column=UUID(), null=True, default=None)
    decided_by = UUID(null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    captured_at = Timestamptz(default=None)
    urgency = SmallInt(default=0)
    due_at = Timestamptz(default=None)
    ranked_at = Timestamptz(null=True, default=None)
    circuit = Text()
    depositor_language = Text()
    department_id = UUID(null=True, default=None)
    identified = Boolean()
    troubled = Boolean()
    proposed_by = UUID(null=True, default=None)
    assigned_to = UUID(null=True, default=None)
    aside_until = Date(null=True, default=None)
    aside_reason = Text(null=True, default=None)
    aside_note = Text()
    aside_by = UUID(null=True, default=None)


class QueueView(Table, tablename="queue_views"):
    """A view of the queue that a staff member, or a department, keeps under a name."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    staff_id = UUID(null=True, default=None)
    department_id = UUID(null=True, default=None)
    name = Text()
    query = Text()
    kept_at = Timestamptz(default=None)


class OpenDesk(Table, tablename="open_desks"):
    """A desk that somebody has open just now."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    document_id = UUID(default=None)
    staff_id = UUID(default=None)
    seen_at = Timestamptz(default=None)
