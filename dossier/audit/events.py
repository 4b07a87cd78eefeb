"""The journal in words: what happened, to what, by whom."""

from dataclasses import dataclass
from datetime import datetime

from dossier.audit.search import ROWS_AT_ONCE, WHO, Answer, Log, Question, Who, answer, file_of, who_of
from dossier.database.actor import Actor
from dossier.database.engine import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event, with the names and numbers that people know its records by."""

    seq: int
    at: datetime
    name: str  # of the event
    place: str
    who: Who
    receipt_number: str | None  # of the deposit in which it happened
    document_position: int | None  # among the documents of its deposit, from 0
    file_number: str | None
    person: str | None  # the staff member whom it is about
    device: str | None  # the kiosk that it is about
    type_fr: str | None
    type_nl: str | None
    reason_fr: str | None
    reason_nl: str | None
    department: str | None  # its code
    circuit: str | None

    def type_label(self, language: str) -> str | None:
        """Return the type of document that it names."""
        return self.type_nl if language == "nl" else self.type_fr

    def reason(self, language: str) -> str | None:
        """Return the reason of a refusal."""
        return self.reason_nl if language == "nl" else self.reason_fr


_PERSON = """coalesce((e.facts->>'beneficiary_id')::uuid,
                      (SELECT x.beneficiary_id FROM exports x WHERE x.id = e.record_id), e.record_id)"""

_ENTRIES = f"""
SELECT e.seq, e.at, e.name, e.place, e.actor_kind, {WHO}, r.number AS receipt_number, d.position AS document_position,
       coalesce(f.number, {file_of(_PERSON)}) AS file_number, s.first_name || ' ' || s.last_name AS person,
       k.name AS device, t.label_fr AS type_fr, t.label_nl AS type_nl, w.label_fr AS reason_fr, w.label_nl AS reason_nl,
       p.code AS department, e.facts->>'circuit' AS circuit
FROM (SELECT * FROM events e WHERE {{restriction}} ORDER BY e.seq DESC LIMIT {ROWS_AT_ONCE + 1}) e
LEFT JOIN documents d ON d.id = coalesce((e.facts->>'document_id')::uuid, e.record_id)
LEFT JOIN receipts r ON r.deposit_id = coalesce((e.facts->>'deposit_id')::uuid, d.deposit_id)
LEFT JOIN social_files f ON f.id = (e.facts->>'social_file_id')::uuid
LEFT JOIN staff_members s ON s.id = e.record_id
LEFT JOIN devices k ON k.id = e.record_id
LEFT JOIN document_types t ON t.id = (e.facts->>'type_id')::uuid
LEFT JOIN refusal_reasons w ON w.code = e.facts->>'reason_code'
LEFT JOIN departments p ON p.id = (e.facts->>'department_id')::uuid
ORDER BY e.seq DESC"""


_LOG = Log(kind="journal", sql=_ENTRIES, kind_column="name", holds_deposits=True)


async def events(actor: Actor, asked: Question) -> Answer[Entry]:
    """Return the events that a question finds; this look is written into the access log too.

    Raises AuditorOnly, NoSuchNumber.
    """
    return await answer(actor, _LOG, asked, _line)


def _line(row: Record) -> Entry:
    facts = dict(row)
    return Entry(who=who_of(facts), **facts)
