"""Signals: what tells a department that a document concerns it."""

from piccolo.columns import UUID, SmallInt, Text, Timestamptz
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
