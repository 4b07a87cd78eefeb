"""Signals: what tells a department that a document concerns it."""

from piccolo.columns import UUID, Date, Integer, SmallInt, Text, Timestamptz
from piccolo.table import Table


class Signal(Table, tablename="signals"):
    """One document's signal to one department, and to one worker where there is one."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    document_id = UUID(default=None)
    department_id = UUID(default=None)
    staff_id = UUID(null=True, default=None)
    state = Text()
    urgency = SmallInt()
    raised_at = Timestamptz(default=None)
    type_id = UUID(default=None)
    raised_for = UUID(default=None)
    moment = Text()
    due_at = Timestamptz(null=True, default=None)
    escalates_at = Timestamptz(null=True, default=None)
    escalated_at = Timestamptz(null=True, default=None)
    escalated_to = UUID(null=True, default=None)
    seen_at = Timestamptz(null=True, default=None)
    taken_by = UUID(null=True, default=None)
    taken_at = Timestamptz(null=True, default=None)
    outcome = Text(null=True, default=None)
    outcome_words = Text()
    handled_at = Timestamptz(null=True, default=None)


class SignalDigestDay(Table, tablename="signal_digest_days"):
    """A day whose digests were made."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    digest_on = Date(default=None)
    made_at = Timestamptz(default=None)


class SignalDigest(Table, tablename="signal_digests"):
    """One morning's e-mail to one staff member about their daily list, and what came of it."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    staff_id = UUID(default=None)
    digest_on = Date(default=None)
    own_count = Integer()
    shared_count = Integer()
    subject = Text()
    words = Text()
    tries = SmallInt()
    sent_at = Timestamptz(null=True, default=None)
    failed_at = Timestamptz(null=True, default=None)
    problem = Text(null=True, default=None)
    answer_code = Integer(null=True, default=None)
