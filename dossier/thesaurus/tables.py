"""Document types and the reasons for which a document may be refused."""

from piccolo.columns import UUID, Array, Boolean, Integer, SmallInt, Text, Timestamptz
from piccolo.table import Table


class DocumentType(Table, tablename="document_types"):
    """One version of a term of the thesaurus."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    code = Text()
    version = Integer(default=1)
    label_fr = Text()
    label_nl = Text()
    category = Text()
    validity_days = Integer(null=True, default=None)
    validity_note = Text()
    departments = Array(Text())
    raises_signal = Boolean()
    urgency = SmallInt()
    deadline_rule = Text()
    sensitivity = Text()
    authentic_source = Text()
    keep_original = Boolean()
    keywords_fr = Array(Text())
    keywords_nl = Array(Text())
    two_readers = Boolean()
    retired_at = Timestamptz(null=True, default=None)
    search_words = Text()


class RefusalReason(Table, tablename="refusal_reasons"):
    """Why a document may be refused: a label for staff, a sentence for the depositor, in both languages."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    code = Text()
    position = SmallInt()
    label_fr = Text()
    label_nl = Text()
    sentence_fr = Text()
    sentence_nl = Text()
