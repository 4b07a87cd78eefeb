"""The desk's queue: what waits for a person and this one may read, by urgency, due time and age, a page at a time."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.documents.presence import PRESENT
from dossier.documents.queue_counts import Counts, counts_in
from dossier.documents.wanted import ALL, IN_ORDER, SAID, WAITS, Asking, Place, Wanted, behind, filters, fitting, part
from dossier.lifecycle import DocumentState
from dossier.people.access import READABLE, check_decides

SHOWN_AT_MOST = 50
FEW = 2_000
"""Up to so many documents are looked up and put in order; the index that is in order would be read to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One document that waits."""

    id: UUID
    deposit_id: UUID
    receipt_number: str
    circuit: str
    language: str  # the depositor's
    state: DocumentState
    captured_at: datetime
    urgency: int  # 0 file only … 4 same day
    due_at: datetime | None
    is_late: bool
    page_count: int
    unreadable_count: int
    waiting_count: int  # pages still being made
    infected: bool  # the antivirus found something in a file of it
    proposed_fr: str | None
    proposed_nl: str | None
    beneficiary_name: str | None
    depositor_name: str
    file_number: str | None
    department_code: str | None
    claimed_by: UUID | None  # while the lease holds
    claimed_name: str | None
    assigned_to: UUID | None
    assigned_name: str | None
    is_sent: bool  # with a word, and with the right to read it, by whoever had it in hand
    sent_code: str | None  # of the department to which it was sent and where nobody has it assigned
    sent_here: bool  # that is the actor's
    aside_until: date | None
    aside_reason: str | None
    aside_note: str
    is_back: bool  # it was aside, and the day has come
    open_at: tuple[str, ...]  # the names of colleagues who have its desk open and did not take it

    def proposed(self, language: str) -> str | None:
        """Return what the depositor, or a colleague, said it is."""
        return self.proposed_nl if language == "nl" else self.proposed_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A page of what waits for one staff member."""

    rows: tuple[QueueRow, ...]
    counts: Counts
    following: Place | None  # the last row's, where more comes after it


async def queue(actor: Actor, wanted: Wanted = ALL, after: Place | None = None, *, limit: int = SHOWN_AT_MOST) -> Queue:
    """Return a page of the actor's queue, and how much there is in all: two statements, however much waits.

    Each has a moment of its own: a document that is decided between them may still be a row and counted no more.

    Raises NotYourWork for roles that decide nothing.
    """
    check_decides(actor)
    if wanted.is_filtered:  # how the rows are looked for depends on how many there are
        counts = await _counts(actor, wanted)
        rows, following = await _rows(actor, wanted, after, limit, few=counts.shown <= FEW)
    else:
        counts, (rows, following) = await asyncio.gather(_counts(actor, wanted), _rows(actor, wanted, after, limit))
    return Queue(rows=rows, counts=counts, following=following)


async def _counts(actor: Actor, wanted: Wanted) -> Counts:
    async with transaction(actor, planned_once=True) as tx:
        return await counts_in(tx, wanted)


async def _rows(
    actor: Actor, wanted: Wanted, after: Place | None, limit: int, *, few: bool = False
) -> tuple[tuple[QueueRow, ...], Place | None]:
    async with transaction(actor, planned_once=True) as tx:
        return await _page(tx, wanted, after, limit, few=few)


async def page(actor: Actor, wanted: Wanted, after: Place | None = None) -> tuple[QueueRow, ...]:
    """Return the rows alone: one query. Raises NotYourWork for roles that decide nothing."""
    check_decides(actor)
    return (await _rows(actor, wanted, after, SHOWN_AT_MOST))[0]


async def _page(
    tx: Transaction, wanted: Wanted, after: Place | None, limit: int, *, few: bool = False
) -> tuple[tuple[QueueRow, ...], Place | None]:
    asking, now = Asking(), clock.now()
    further = f"AND {behind(after, asking)}" if after else ""
    moment, me = asking.of(now), asking.of(tx.actor.staff_id)
    rows = await tx.rows(
        f"""WITH first AS MATERIALIZED (
                SELECT d.*, current_type({SAID}) AS said FROM {fitting(wanted, asking) if few else "documents"} d
                WHERE {WAITS} AND {READABLE} AND {part(wanted, tx.actor, asking)}
                  AND {filters(wanted, asking)} {further}
                ORDER BY {IN_ORDER} LIMIT {asking.of(limit + 1)})
            SELECT d.id, d.deposit_id, r.number AS receipt_number, d.circuit, d.depositor_language AS language, d.state,
                   d.captured_at, d.urgency, nullif(d.due_at, 'infinity') AS due_at, d.due_at < {moment} AS is_late,
                   d.place, d.position,
                   held.page_count, held.unreadable_count, held.waiting_count, held.infected,
                   t.label_fr AS proposed_fr, t.label_nl AS proposed_nl,
                   b.last_name || ' ' || b.first_name AS beneficiary_name, p.depositor_name,
                   f.number AS file_number, dep.code AS department_code,
                   CASE WHEN p.claimed_until > {moment} THEN p.claimed_by END AS claimed_by,
                   CASE WHEN p.claimed_until > {moment} THEN s.first_name || ' ' || s.last_name END AS claimed_name,
                   d.assigned_to, w.first_name || ' ' || w.last_name AS assigned_name,
                   d.sent_at IS NOT NULL AND d.sent_to_staff IS NOT DISTINCT FROM d.assigned_to AS is_sent,
                   sent.code AS sent_code, coalesce(sent.id = app_department(), false) AS sent_here,
                   d.aside_until, d.aside_reason, d.aside_note,
                   coalesce(d.aside_until <= {asking.of(clock.today())}, false) AS is_back,
                   {PRESENT.format(document="d.id", me=me, moment=moment)} AS open_at
            FROM first d
            JOIN deposits p ON p.id = d.deposit_id
            JOIN receipts r ON r.deposit_id = p.id
            CROSS JOIN LATERAL (
                SELECT count(g.id) FILTER (WHERE g.laid_under IS NULL) AS page_count,
                       count(g.id) FILTER (WHERE g.state = 'unreadable') AS unreadable_count,
                       count(g.id) FILTER (WHERE g.state = 'waiting') AS waiting_count,
                       coalesce(bool_or(o.scan = 'infected'), false) AS infected
                FROM document_pages dp JOIN pages g ON g.id = dp.page_id LEFT JOIN originals o ON o.id = g.original_id
                WHERE dp.document_id = d.id) held
            LEFT JOIN document_types t ON t.id = d.said
            LEFT JOIN LATERAL (
                SELECT b.* FROM document_beneficiaries db JOIN beneficiaries b ON b.id = db.beneficiary_id
                WHERE db.document_id = d.id ORDER BY b.id LIMIT 1) b ON true
            LEFT JOIN social_files f ON f.id = d.social_file_id
            LEFT JOIN departments dep ON dep.id = d.department_id
            LEFT JOIN staff_members s ON s.id = p.claimed_by
            LEFT JOIN staff_members w ON w.id = d.assigned_to
            LEFT JOIN departments sent ON sent.id = d.sent_to_department AND d.sent_to_staff IS NULL
                                          AND d.assigned_to IS NULL
            ORDER BY {IN_ORDER}""",
        *asking.values,
    )
    shown = rows[:limit]
    return tuple(_row(each) for each in shown), Place.of(shown[-1]) if len(rows) > limit else None


def _row(row: Record) -> QueueRow:
    facts = {name: value for name, value in row.items() if name not in {"place", "position"}}
    return QueueRow(**{**facts, "state": DocumentState(row["state"]), "open_at": tuple(row["open_at"] or ())})
