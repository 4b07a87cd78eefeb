"""Second looks: which filed documents were drawn, and what another person found."""

from piccolo.columns import JSONB, UUID, Array, Text, Timestamptz
from piccolo.table import Table


class SecondLook(Table, tablename="second_looks"):
    """One validation that was drawn. It names nobody who filed or looked: only whoever reads it just now."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    document_id = UUID(default=None)
    state = Text()
    type_id = UUID(default=None)
    circuit = Text()
    filed_at = Timestamptz(default=None)
    looks_from = Timestamptz(default=None)
    drops_at = Timestamptz(default=None)
    profile = JSONB(null=True, default=None)
    read_by = UUID(null=True, default=None)
    read_type_id = UUID(null=True, default=None)
    read_beneficiary_id = UUID(null=True, default=None)
    wrong = Array(base_column=Text())
    ended_at = Timestamptz(null=True, default=None)
