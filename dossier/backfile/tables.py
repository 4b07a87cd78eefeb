"""The parts of files that are on paper."""

from piccolo.columns import UUID, Integer, Text, Timestamptz
from piccolo.table import Table


class BackfilePart(Table, tablename="backfile_parts"):
    """A part of a paper file."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    social_file_id = UUID(default=None)
    part = Text()
    sheet_count = Integer()
    counted_by = UUID(default=None)
    counted_at = Timestamptz(default=None)
    ended_by = UUID(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
