"""Suggest what a document is, whom it concerns and whence it comes: each with the reason why, the surest first."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from dossier.database.engine import Transaction

SHOWN_AT_MOST = 9
"""Each is taken with one key: a figure."""
_OF_A_KIND = 3
_HABIT_DAYS = 180
_HABIT_LEAST = 2
"""What stood on fewer documents is no habit."""

Field = Literal["type_id", "beneficiary_id", "document_date", "sender", "language"]


class Reason(StrEnum):
    """Why something is suggested."""

    DEPOSITOR = "depositor"  # the depositor said what it is
    IDENTIFIED = "identified"  # the depositor identified
    REQUEST = "request"  # it was asked of the person
    INTERVIEW = "interview"  # it came in at an interview with the people of this file
    EMAIL = "email"  # a mail says that it comes from the address of this person's file: anybody can write that
    CODE = "code"  # a code of ours stands on a page
    HABIT = "habit"  # documents of this type have mostly had it lately


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A value for a field of the profile."""

    field: Field
    value: str  # as the form submits it
    label_fr: str
    label_nl: str
    reason: Reason
    at: datetime | None = None  # since when, where that says more

    def label(self, language: str) -> str:
        """Return the value in words."""
        return self.label_nl if language == "nl" else self.label_fr


async def suggestions_in(
    tx: Transaction, document_id: UUID, *, type_id: UUID | None, beneficiary_id: UUID | None
) -> tuple[Suggestion, ...]:
    """Return what is suggested beside what the form says by now (type_id, beneficiary_id); who asks was checked."""
    types = await _types(tx, document_id, beneficiary_id)
    people = await _people(tx, document_id)
    dates = await _dates(tx, document_id, type_id) if type_id else []
    habits = await _habits(tx, type_id, beneficiary_id) if type_id else []
    said = {("type_id", str(type_id)), ("beneficiary_id", str(beneficiary_id))}
    found: dict[tuple[str, str], Suggestion] = {}
    for each in (*types, *people, *dates, *habits):
        if (each.field, each.value) not in said:
            found.setdefault((each.field, each.value), each)
    return tuple(found.values())[:SHOWN_AT_MOST]


async def _types(tx: Transaction, document_id: UUID, beneficiary_id: UUID | None) -> list[Suggestion]:
    """Return what the depositor said it is, then what was asked of the person and has not come in."""
    rows = await tx.rows(
        f"""SELECT t.id::text AS value, t.label_fr, t.label_nl, why.reason, why.at
            FROM (SELECT d.proposed_type_id AS named, 'depositor' AS reason, NULL::timestamptz AS at, 0 AS step
                  FROM documents d WHERE d.id = $1 AND d.proposed_type_id IS NOT NULL
                  UNION ALL
                  SELECT i.type_id, 'request', r.asked_at, 1
                  FROM document_requests r JOIN request_items i ON i.request_id = r.id AND i.document_id IS NULL
                  WHERE r.beneficiary_id = $2 AND r.state IN ('open', 'partly_answered')) why
            JOIN document_types t ON t.id = current_type(why.named)
            ORDER BY why.step, why.at DESC, t.code LIMIT {_OF_A_KIND + 1}""",
        document_id,
        beneficiary_id,
    )
    return [Suggestion(**{**row, "field": "type_id", "reason": Reason(row["reason"])}) for row in rows]


async def _people(tx: Transaction, document_id: UUID) -> list[Suggestion]:
    """Return whose code stands on a page, who identified, with whom an interview was, whose address a mail gives."""
    rows = await tx.rows(
        f"""WITH codes AS (
                SELECT code ->> 'own' AS kind, code ->> 'says' AS says FROM document_pages dp
                JOIN pages g ON g.id = dp.page_id CROSS JOIN LATERAL jsonb_array_elements(
                    CASE jsonb_typeof(g.codes) WHEN 'array' THEN g.codes ELSE '[]' END) code
                WHERE dp.document_id = $1)
            SELECT b.id::text AS value, b.last_name || ' ' || b.first_name AS label_fr,
                   b.last_name || ' ' || b.first_name AS label_nl, why.reason
            FROM (SELECT m.beneficiary_id AS id, 'code' AS reason, 0 AS step FROM codes
                  JOIN social_file_members m ON m.social_file_id::text = codes.says::uuid::text AND m.role = 'holder'
                  WHERE codes.kind = 'letter'
                  UNION ALL
                  SELECT p.beneficiary_id, 'code', 1 FROM codes JOIN receipts r ON r.number = codes.says
                  JOIN deposits p ON p.id = r.deposit_id WHERE codes.kind = 'receipt'
                  UNION ALL
                  SELECT p.beneficiary_id, 'identified', 2 FROM documents d JOIN deposits p ON p.id = d.deposit_id
                  WHERE d.id = $1
                  UNION ALL
                  SELECT m.beneficiary_id, 'interview', 3 FROM documents d JOIN deposits p ON p.id = d.deposit_id
                  JOIN social_file_members m ON m.social_file_id = p.social_file_id
                  WHERE d.id = $1 AND p.circuit = 'interview'
                  UNION ALL
                  SELECT b.id, 'email', 4 FROM documents d JOIN deposits p ON p.id = d.deposit_id
                  JOIN beneficiaries b ON lower(b.email) = lower(p.depositor_contact) AND b.email <> ''
                  WHERE d.id = $1 AND p.circuit = 'email') why
            JOIN beneficiaries b ON b.id = why.id ORDER BY why.step, b.search_name LIMIT {_OF_A_KIND + 1}""",
        document_id,
    )
    return [Suggestion(**{**row, "field": "beneficiary_id", "reason": Reason(row["reason"])}) for row in rows]


async def _dates(tx: Transaction, document_id: UUID, type_id: UUID) -> list[Suggestion]:
    """Return the day of the interview at which it came in, where most of this type from interviews bore their day.

    What is signed there bears it; what was only brought along does not.
    """
    rows = await tx.rows(
        f"""SELECT to_char(i.appointment_on, 'DD/MM/YYYY') AS value
            FROM documents d JOIN interviews i ON i.deposit_id = d.deposit_id CROSS JOIN LATERAL (
                SELECT count(*) AS uses, count(*) FILTER (WHERE o.document_date = past.appointment_on) AS of_the_day
                FROM documents o JOIN interviews past ON past.deposit_id = o.deposit_id
                WHERE o.state = 'validated' AND o.decided_at > now() - interval '{_HABIT_DAYS} days'
                  AND o.type_id IN (SELECT v.id FROM document_types v JOIN document_types same
                                        ON same.term_id = v.term_id WHERE same.id = $2)) counted
            WHERE d.id = $1 AND counted.of_the_day >= {_HABIT_LEAST} AND counted.of_the_day * 2 > counted.uses""",
        document_id,
        type_id,
    )
    return [
        Suggestion(
            field="document_date",
            value=row["value"],
            label_fr=row["value"],
            label_nl=row["value"],
            reason=Reason.INTERVIEW,
        )
        for row in rows
    ]


async def _habits(tx: Transaction, type_id: UUID, beneficiary_id: UUID | None) -> list[Suggestion]:
    """Return the sender and the language that this person's documents of the type have mostly had, else everybody's."""
    rows = await tx.rows(
        f"""WITH filed AS MATERIALIZED (
                SELECT d.sender, d.language, coalesce(db.beneficiary_id = $2, false) AS theirs
                FROM documents d LEFT JOIN document_beneficiaries db ON db.document_id = d.id
                WHERE d.state = 'validated' AND d.decided_at > now() - interval '{_HABIT_DAYS} days'
                  AND d.type_id IN (SELECT v.id FROM document_types v JOIN document_types same
                                        ON same.term_id = v.term_id WHERE same.id = $1)
                ORDER BY d.decided_at DESC LIMIT 500),
            counted AS (
                SELECT 'sender' AS field, sender AS value, bool_or(theirs) AS theirs, count(*) AS uses
                FROM filed WHERE sender <> '' GROUP BY sender
                UNION ALL SELECT 'language', language, bool_or(theirs), count(*)
                          FROM filed WHERE language IS NOT NULL GROUP BY language)
            SELECT DISTINCT ON (field) field, value, value AS label_fr, value AS label_nl FROM counted
            WHERE theirs OR uses >= {_HABIT_LEAST} ORDER BY field, theirs DESC, uses DESC, value""",
        type_id,
        beneficiary_id,
    )
    return [Suggestion(**{**row, "reason": Reason.HABIT}) for row in rows]
