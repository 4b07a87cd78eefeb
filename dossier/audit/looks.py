"""The access log in words: who looked at what, and why they said they needed to."""

from dataclasses import dataclass
from datetime import datetime

from dossier.audit.search import ROWS_AT_ONCE, WHO, Answer, Log, Question, Who, answer, file_of, who_of
from dossier.database.actor import Actor
from dossier.database.engine import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look at content."""

    seq: int
    at: datetime
    who: Who
    place: str
    act: str  # view, download, print
    record_kind: str
    receipt_number: str | None  # of the deposit that it belongs to
    document_position: int | None  # among the documents of its deposit, from 0
    file_number: str | None
    type_fr: str | None  # of the document
    type_nl: str | None
    reason: str

    def type_label(self, language: str) -> str | None:
        """Return the type of the document."""
        return self.type_nl if language == "nl" else self.type_fr


_LOOKS = f"""
SELECT e.seq, e.at, e.place, e.act, e.record_kind, e.reason, e.actor_kind, {WHO}, r.number AS receipt_number,
       d.position AS document_position,
       coalesce(f.number, {file_of("coalesce(x.beneficiary_id, e.record_id)")}) AS file_number,
       t.label_fr AS type_fr, t.label_nl AS type_nl
FROM (SELECT * FROM access_log e WHERE {{restriction}} ORDER BY e.seq DESC LIMIT {ROWS_AT_ONCE + 1}) e
LEFT JOIN exports x ON x.id = e.record_id
LEFT JOIN pages g ON g.id = e.record_id
LEFT JOIN LATERAL (SELECT document_id FROM page_places WHERE page_id = g.id ORDER BY document_id LIMIT 1) dp ON true
LEFT JOIN documents d ON d.id = coalesce(dp.document_id, e.record_id)
LEFT JOIN document_types t ON t.id = coalesce(d.type_id, d.proposed_type_id)
LEFT JOIN originals o ON o.id = e.record_id
LEFT JOIN receipts own ON own.id = e.record_id
LEFT JOIN receipts r ON r.deposit_id = coalesce(g.deposit_id, d.deposit_id, o.deposit_id, own.deposit_id, e.record_id)
LEFT JOIN social_files f ON f.id = coalesce(d.social_file_id, e.record_id)
ORDER BY e.seq DESC"""


_LOG = Log(kind="access_log", sql=_LOOKS, kind_column="act", holds_deposits=False)


async def looks(actor: Actor, asked: Question) -> Answer[Look]:
    """Return the looks that a question finds; this look is written into the access log too.

    Raises AuditorOnly, NoSuchNumber.
    """
    return await answer(actor, _LOG, asked, _line)


def _line(row: Record) -> Look:
    facts = dict(row)
    return Look(who=who_of(facts), **facts)
