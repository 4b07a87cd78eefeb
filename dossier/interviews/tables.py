"""What a deposit at an interview has beside every other's."""

from piccolo.columns import UUID, Date, Text, Timestamptz
from piccolo.table import Table


class Interview(Table, tablename="interviews"):
    """A deposit at an interview, with its capture session."""

    deposit_id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    staff_id = UUID(default=None)
    appointment_on = Date(default=None)
    code_print = Text()
    begun_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)
    joined_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
