"""Document requests: what one person is asked for, paper by paper, and how they are told."""

from piccolo.columns import UUID, Array, Boolean, Date, Integer, SmallInt, Text, Timestamptz
from piccolo.table import Table


class RequestTemplate(Table, tablename="request_templates"):
    """A list of types that are often asked together; a department's, or nobody's yet."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    code = Text(null=True, default=None)
    department_id = UUID(null=True, default=None)
    position = SmallInt()
    label_fr = Text()
    label_nl = Text()
    sentence_fr = Text()
    sentence_nl = Text()
    due_days = SmallInt(null=True, default=None)
    type_codes = Array(Text())
    version = Integer(default=1)
    retired_at = Timestamptz(null=True, default=None)


class DocumentRequest(Table, tablename="document_requests"):
    """One request to one person, with its date and its fate."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    social_file_id = UUID(default=None)
    beneficiary_id = UUID(default=None)
    state = Text()
    language = Text()
    note = Text()
    due_on = Date(default=None)
    asked_by = UUID(default=None)
    asked_at = Timestamptz(default=None)
    reminded_at = Timestamptz(null=True, default=None)
    reminder_count = SmallInt()
    waived_by = UUID(null=True, default=None)
    waived_at = Timestamptz(null=True, default=None)
    waive_reason = Text(null=True, default=None)
    waive_note = Text()
    client_id = UUID(null=True, default=None)


class RequestItem(Table, tablename="request_items"):
    """One document that is asked for, and the one that answers it."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    request_id = UUID(default=None)
    position = SmallInt()
    type_id = UUID(default=None)
    document_id = UUID(null=True, default=None)
    waits_since = Timestamptz(default=None)


class RequestReopening(Table, tablename="request_reopenings"):
    """One time that a paper was asked again, because the document that answered it is not enough."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    item_id = UUID(default=None)
    document_id = UUID(default=None)
    reason = Text()
    note = Text()
    reopened_by = UUID(default=None)
    reopened_at = Timestamptz(default=None)
    waited_since = Timestamptz(default=None)
    taken_back_at = Timestamptz(null=True, default=None)


class RequestPause(Table, tablename="request_pauses"):
    """How long a request was waived that goes on now."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    request_id = UUID(default=None)
    began_at = Timestamptz(default=None)
    ended_at = Timestamptz(default=None)


class RequestNotice(Table, tablename="request_notices"):
    """One time that a person is told by e-mail, SMS or push, of a request or a document, and what came of it."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    request_id = UUID(null=True, default=None)
    document_id = UUID(null=True, default=None)
    correction_id = UUID(null=True, default=None)
    subscription_id = UUID(null=True, default=None)
    channel = Text()
    is_reminder = Boolean()
    subject = Text()
    words = Text()
    asked_at = Timestamptz(default=None)
    tries = SmallInt()
    sent_at = Timestamptz(null=True, default=None)
    failed_at = Timestamptz(null=True, default=None)
    problem = Text(null=True, default=None)
    answer_code = Integer(null=True, default=None)
