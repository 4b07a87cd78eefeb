"""The registers of internal and outgoing documents."""

from piccolo.columns import UUID, Boolean, Integer, SmallInt, Text, Timestamptz
from piccolo.table import Table


class Registration(Table, tablename="registrations"):
    """A line of a register; its id is the document's."""

    document_id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    deposit_id = UUID(default=None)
    direction = Text()
    year = SmallInt(null=True, default=None)
    number = Integer(null=True, default=None)
    social_file_id = UUID(default=None)
    author_id = UUID(default=None)
    addressee = Text()
    sent_by = Text(null=True, default=None)
    answers_document_id = UUID(null=True, default=None)
    answers_request_id = UUID(null=True, default=None)
    entry = Text(null=True, default=None)
    registered_by = UUID(default=None)
    registered_at = Timestamptz(default=None)
    client_id = UUID(null=True, default=None)


class EboxLetter(Table, tablename="ebox_letters"):
    """A letter to an enterprise's eBox; its id is the document's."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    enterprise_number = Text()
    tries = SmallInt()
    problem = Text(null=True, default=None)
    answer_code = Integer(null=True, default=None)
    message_id = Text(null=True, default=None)
    never_opened = Boolean()
    sent_at = Timestamptz(null=True, default=None)
    failed_at = Timestamptz(null=True, default=None)
