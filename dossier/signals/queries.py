"""Questions about signals: what a department, or one worker in it, was told, and what became of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.people.access import READABLE, NotYourWork
from dossier.signals.errors import NoSuchSignal, NotYourSignal
from dossier.signals.held import CONCERNS, asking

SHOWN_AT_MOST = 200
HANDLED_SHOWN_DAYS = 30

OPEN = "s.state IN ('raised', 'seen', 'taken')"
MINE = f"({OPEN} AND (s.taken_by = $3 OR (s.taken_by IS NULL AND $3 IN (s.staff_id, s.escalated_to))))"
"""SQL over signals `s`: whether a staff member is the one whom it waits for."""


class View(StrEnum):
    """What an inbox can show."""

    MINE = "mine"
    DEPARTMENT = "department"
    ESCALATED = "escalated"
    HANDLED = "handled"


_SHOWN = {
    View.MINE: MINE,
    View.DEPARTMENT: f"{OPEN} AND {CONCERNS}",
    View.ESCALATED: f"{OPEN} AND s.escalated_at IS NOT NULL AND {CONCERNS}",
    View.HANDLED: f"s.state = 'handled' AND s.handled_at > $4 AND {CONCERNS}",
}
_NOT_KIN = "(s.document_id = ANY ((SELECT kin_documents())::uuid[])) IS NOT TRUE"
"""SQL over signals `s`: whether it tells of nothing about the actor themselves or a relative."""
_IN_ORDER = "s.urgency DESC, s.due_at NULLS LAST, s.raised_at, s.id"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRow:
    """One signal as a list or its page shows it."""

    id: UUID
    document_id: UUID
    state: str
    urgency: int  # 1 daily list … 4 same day
    raised_at: datetime
    due_at: datetime | None
    is_late: bool  # open past its due date
    escalated_at: datetime | None
    escalated_name: str | None
    department_code: str
    department_fr: str
    department_nl: str
    staff_name: str | None  # the worker it is addressed to
    mine: bool  # it waits for the actor
    taken_name: str | None
    taken_by_me: bool
    outcome: str | None
    outcome_words: str
    handled_at: datetime | None
    type_fr: str | None  # none of a sealed document, of which one is told that it is there
    type_nl: str | None
    beneficiary_name: str | None  # of a document that the actor may read
    file_number: str | None
    readable: bool  # whether the actor may open the document

    def type_label(self, language: str) -> str | None:
        """Return what the document is; None where that is sealed."""
        return self.type_nl if language == "nl" else self.type_fr

    def department_label(self, language: str) -> str:
        """Return the department's name."""
        return self.department_nl if language == "nl" else self.department_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much an inbox holds, by view, and how much of one's own is late or urgent."""

    mine: int
    department: int
    escalated: int
    late: int
    urgent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happened to a signal."""

    name: str  # of the event
    at: datetime
    who: str | None  # None: the service itself


def _rows(where: str) -> str:
    readable = f"({READABLE})"
    told = f"""({readable} OR (s.type_id = ANY ((SELECT sealed_types(false))::uuid[])) IS NOT TRUE
                AND NOT sealed_by_hand(s.document_id))"""
    return f"""SELECT s.id, s.document_id, s.state, s.urgency, s.raised_at, s.due_at,
               coalesce({OPEN} AND s.due_at < $4, false) AS is_late,
               s.escalated_at, h.first_name || ' ' || h.last_name AS escalated_name, dep.code AS department_code,
               dep.label_fr AS department_fr, dep.label_nl AS department_nl,
               w.first_name || ' ' || w.last_name AS staff_name, coalesce({MINE}, false) AS mine,
               k.first_name || ' ' || k.last_name AS taken_name, coalesce(s.taken_by = $3, false) AS taken_by_me,
               s.outcome, s.outcome_words, s.handled_at, CASE WHEN {told} THEN t.label_fr END AS type_fr,
                CASE WHEN {told} THEN t.label_nl END AS type_nl,
               CASE WHEN {readable} THEN b.last_name || ' ' || b.first_name END AS beneficiary_name,
               CASE WHEN {readable} THEN f.number END AS file_number,
               coalesce({readable}, false) AS readable, coalesce({CONCERNS}, false) AS concerns
        FROM signals s JOIN document_types t ON t.id = s.type_id JOIN departments dep ON dep.id = s.department_id
        LEFT JOIN documents d ON d.id = s.document_id LEFT JOIN deposits p ON p.id = d.deposit_id
        LEFT JOIN staff_members w ON w.id = s.staff_id LEFT JOIN staff_members k ON k.id = s.taken_by
        LEFT JOIN staff_members h ON h.id = s.escalated_to
        LEFT JOIN social_files f ON f.id = coalesce(d.social_file_id, p.social_file_id)
        LEFT JOIN LATERAL (
            SELECT b.* FROM beneficiaries b
            WHERE b.id = coalesce((SELECT x.beneficiary_id FROM document_beneficiaries x WHERE x.document_id = d.id
                                   ORDER BY x.beneficiary_id LIMIT 1), p.beneficiary_id)) b ON true
        WHERE $1::boolean IS NOT NULL AND {_NOT_KIN} AND {where}"""


async def signals(actor: Actor, view: View) -> list[SignalRow]:
    """Return what a view of the actor's inbox shows: most urgent first, then what is due first; handled: newest first.

    Raises NotYourWork for roles that are told of nothing.
    """
    asked = asking(actor)
    now = clock.now()
    handled = view is View.HANDLED
    since = now - timedelta(days=HANDLED_SHOWN_DAYS) if handled else now
    order = "s.handled_at DESC, s.id" if handled else _IN_ORDER
    async with transaction(actor) as tx:
        rows = await tx.rows(f"{_rows(_SHOWN[view])} ORDER BY {order} LIMIT {SHOWN_AT_MOST}", *asked, since)
    return [_row(dict(row)) for row in rows]


async def signal(actor: Actor, signal_id: UUID) -> tuple[SignalRow, list[Step]]:
    """Return one signal of the actor's and what happened to it, oldest first. Raises NoSuchSignal, NotYourSignal."""
    asked = asking(actor)
    async with transaction(actor) as tx:
        row = await tx.row(_rows("s.id = $5"), *asked, clock.now(), signal_id)
        if row is None:
            raise NoSuchSignal
        if not row["concerns"]:
            raise NotYourSignal
        steps = await tx.rows(
            """SELECT e.name, e.at, s.first_name || ' ' || s.last_name AS who
               FROM events e LEFT JOIN staff_members s ON s.id = e.actor_id AND e.actor_kind = 'staff'
               WHERE e.record_id = $1 ORDER BY e.seq""",
            signal_id,
        )
    return _row(dict(row)), [Step(**dict(each)) for each in steps]


COUNTS = f"""SELECT count(*) FILTER (WHERE {MINE}) AS mine, count(*) AS department,
                    count(*) FILTER (WHERE s.escalated_at IS NOT NULL) AS escalated,
                    count(*) FILTER (WHERE {MINE} AND s.due_at < $4) AS late,
                    count(*) FILTER (WHERE {MINE} AND s.urgency = 4) AS urgent
             FROM signals s
             WHERE $1::boolean IS NOT NULL AND {_NOT_KIN} AND {OPEN} AND {CONCERNS}"""
"""SQL that counts an inbox, with the three values of `asking` and the moment."""


async def counts(actor: Actor) -> Counts | None:
    """Return how much the actor's inbox holds; None for roles that are told of nothing."""
    try:
        asked = asking(actor)
    except NotYourWork:
        return None
    async with transaction(actor, durable=False) as tx:
        row = await tx.row(COUNTS, *asked, clock.now())
    return Counts(**dict(row)) if row else None


async def documents_of(actor: Actor, deposit_id: UUID) -> list[UUID]:
    """Return the documents of a deposit, in their order."""
    async with transaction(actor) as tx:
        rows = await tx.rows("SELECT id FROM documents WHERE deposit_id = $1 ORDER BY position", deposit_id)
    return [row["id"] for row in rows]


def _row(facts: dict[str, object]) -> SignalRow:
    facts.pop("concerns")
    return SignalRow(**facts)  # type: ignore[arg-type]
