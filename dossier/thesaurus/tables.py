"""Categories, terms, their versions and rules, what is proposed of them; the reasons to refuse a document."""

from piccolo.columns import JSONB, UUID, Array, BigInt, Boolean, Integer, SmallInt, Text, Timestamptz
from piccolo.table import Table


class Category(Table, tablename="categories"):
    """A place of the tree in which terms are shown."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    code = Text()
    parent_id = UUID(null=True, default=None)
    position = Integer()
    label_fr = Text()
    label_nl = Text()


class Term(Table, tablename="terms"):
    """What a document can be, for as long as the centre knows it; what is said of it are its versions."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    code = Text()
    retired_at = Timestamptz(null=True, default=None)
    merged_into = UUID(null=True, default=None)


class DocumentType(Table, tablename="document_types"):
    """One version of a term; it is never rewritten, and documents keep the one under which they were filed."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    term_id = UUID(default=None)
    code = Text()
    version = Integer(default=1)
    begins_at = Timestamptz(default=None)
    retired_at = Timestamptz(null=True, default=None)
    proposed_by = UUID(null=True, default=None)
    approved_by = UUID(null=True, default=None)
    label_fr = Text()
    label_nl = Text()
    category = Text()
    departments = Array(Text())
    description_fr = Text()
    description_nl = Text()
    plain_fr = Text()
    plain_nl = Text()
    keywords_fr = Array(Text())
    keywords_nl = Array(Text())
    validity_days = Integer(null=True, default=None)
    validity_note = Text()
    sensitivity = Text()
    authentic_source = Text()
    paper = Text()
    paper_months = SmallInt(null=True, default=None)
    two_readers = Boolean()
    asks = Array(Text())
    example_id = UUID(null=True, default=None)
    search_words = Text()


class SignalRule(Table, tablename="signal_rules"):
    """Whom a version tells, and how soon they should act."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    type_id = UUID(default=None)
    department_id = UUID(default=None)
    circuit = Text(null=True, default=None)
    situation = Text(null=True, default=None)
    moment = Text()
    urgency = SmallInt()
    deadline_working_days = SmallInt(null=True, default=None)
    deadline_hours = SmallInt(null=True, default=None)
    note = Text()


class RetentionRule(Table, tablename="retention_rules"):
    """How long what is filed under a version is kept, counted from what, and what then happens."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    type_id = UUID(default=None)
    counted_from = Text()
    months = SmallInt()
    afterwards = Text()
    note = Text()


class TermExample(Table, tablename="term_examples"):
    """A picture of what a term is like, in the vault."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    term_id = UUID(default=None)
    sha256 = Text()
    vault_key = Text()
    media_type = Text()
    width_pixels = Integer()
    height_pixels = Integer()
    size_bytes = BigInt()
    kept_at = Timestamptz(default=None)


class Proposal(Table, tablename="proposals"):
    """What a staff member proposed of a term, and what became of it."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    kind = Text()
    state = Text()
    code = Text()
    term_id = UUID(null=True, default=None)
    base_id = UUID(null=True, default=None)
    into_id = UUID(null=True, default=None)
    content = JSONB(null=True, default=None)
    note = Text()
    batch_id = UUID(null=True, default=None)
    proposed_by = UUID(default=None)
    proposed_at = Timestamptz(default=None)
    decided_by = UUID(null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    answer = Text()
    type_id = UUID(null=True, default=None)


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
    asks_again = Boolean(default=None)
