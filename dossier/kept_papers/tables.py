"""The register of the papers that the centre keeps."""

from piccolo.columns import UUID, Boolean, Date, Text, Timestamptz
from piccolo.table import Table


class KeptPaper(Table, tablename="kept_papers"):
    """A paper that was kept, whether or not it still is; its id is the paper's."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    deposit_id = UUID(default=None)
    state = Text()
    place = Text()
    until = Date(default=None)
    until_told = Boolean()
    kept_by = UUID(default=None)
    kept_at = Timestamptz(default=None)
    ended_by = UUID(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
    received_by = Text()
    reason = Text()
