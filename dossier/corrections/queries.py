"""Questions about corrections: those that staff may answer, and those that a person asked of a document."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from dossier.clock import BRUSSELS
from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.errors import Missing
from dossier.people.access import READABLE, check_decides

SHOWN_AT_MOST = 200


class NoSuchCorrection(Missing):
    """We cannot find this request for a correction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A correction that was asked for."""

    id: UUID
    document_id: UUID
    kind: str
    words: str
    language: str  # in which they wrote
    asked_at: datetime
    outcome: str | None  # None while nobody answered
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedCorrection(Correction):
    """The same, as staff sees it."""

    person_name: str
    file_number: str | None
    receipt_number: str
    type_fr: str | None
    type_nl: str | None
    document_date: date | None
    captured_at: datetime
    answered_name: str | None

    @property
    def on(self) -> date:
        """Return the day its document is known by."""
        return self.document_date or self.captured_at.astimezone(BRUSSELS).date()

    def type_label(self, language: str) -> str | None:
        """Return what the document is; None while nobody said."""
        return self.type_nl if language == "nl" else self.type_fr


_COLUMNS = "c.id, c.document_id, c.kind, c.words, c.language, c.asked_at, c.outcome, c.answer, c.answered_at"


async def corrections(actor: Actor) -> tuple[AskedCorrection, ...]:
    """Return the corrections of documents that a staff member may read: what waits first, the oldest on top.

    Raises NotYourWork.
    """
    check_decides(actor)
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"""SELECT {_COLUMNS}, b.last_name || ' ' || b.first_name AS person_name, f.number AS file_number,
                       r.number AS receipt_number, t.label_fr AS type_fr, t.label_nl AS type_nl, d.document_date,
                       d.captured_at, s.first_name || ' ' || s.last_name AS answered_name
                FROM corrections c JOIN documents d ON d.id = c.document_id
                JOIN receipts r ON r.deposit_id = d.deposit_id JOIN beneficiaries b ON b.id = c.beneficiary_id
                LEFT JOIN social_files f ON f.id = d.social_file_id
                LEFT JOIN document_types t ON t.id = coalesce(d.type_id, d.proposed_type_id)
                LEFT JOIN staff_members s ON s.id = c.answered_by
                WHERE {READABLE}
                ORDER BY c.state = 'answered', CASE WHEN c.state = 'asked' THEN c.asked_at END, c.answered_at DESC
                LIMIT {SHOWN_AT_MOST}"""
        )
    return tuple(AskedCorrection(**dict(row)) for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAnswers:
    """What the centre answered a person."""

    document_ids: frozenset[UUID]  # of documents that are still theirs
    elsewhere: tuple[Correction, ...]  # about documents that are theirs no more, the latest first


async def own_answers(actor: Actor) -> OwnAnswers:
    """Return the answers to whoever reads their own; of a document that is theirs no more, the answer alone is left."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"""SELECT {_COLUMNS}, EXISTS (SELECT FROM documents d WHERE d.id = c.document_id) AS is_own
                FROM corrections c WHERE c.state = 'answered' ORDER BY c.answered_at DESC LIMIT {SHOWN_AT_MOST}"""
        )
    told = [dict(row) for row in rows]
    own = frozenset(row["document_id"] for row in told if row["is_own"])
    elsewhere = (row for row in told if not row["is_own"])
    return OwnAnswers(
        document_ids=own,
        elsewhere=tuple(Correction(**{k: v for k, v in row.items() if k != "is_own"}) for row in elsewhere),
    )


async def own_corrections(actor: Actor, document_id: UUID) -> tuple[Correction, ...]:
    """Return what the person who reads their own asked of a document, the latest first; not what fell with it."""
    async with transaction(actor) as tx:
        rows: list[Record] = await tx.rows(
            f"""SELECT {_COLUMNS} FROM corrections c WHERE c.document_id = $1 AND c.state <> 'withdrawn'
                ORDER BY c.asked_at DESC""",
            document_id,
        )
    return tuple(Correction(**dict(row)) for row in rows)
