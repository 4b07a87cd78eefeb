"""Push: which browsers are told, and of whom or what."""

from piccolo.columns import UUID, Bytea, Text, Timestamptz
from piccolo.table import Table


class PushSubscription(Table, tablename="push_subscriptions"):
    """A browser that shows a sentence when there is news of a person, or of a deposit."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    beneficiary_id = UUID(null=True, default=None)
    deposit_id = UUID(null=True, default=None)
    endpoint_print = Text()
    sealed = Bytea()
    language = Text()
    made_at = Timestamptz(default=None)
