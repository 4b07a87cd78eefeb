"""The desk's queue: the documents that wait for a person and that this one may read, oldest first."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.lifecycle import DocumentState
from dossier.people.access import READABLE, check_decides

SHOWN_AT_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One document that waits."""

    id: UUID
    deposit_id: UUID
    receipt_number: str
    circuit: str
    state: DocumentState
    captured_at: datetime
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

    def proposed(self, language: str) -> str | None:
        """Return what the depositor, or a colleague, said it is."""
        return self.proposed_nl if language == "nl" else self.proposed_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What waits for one staff member."""

    rows: tuple[QueueRow, ...]
    waiting_count: int
    oldest_at: datetime | None


WAITING = f"""FROM documents d
    JOIN deposits p ON p.id = d.deposit_id
    WHERE d.state IN ('captured', 'profiled', 'second_reading') AND {READABLE}"""
"""What waits for a staff member: documents `d`, deposits `p`."""


async def queue(actor: Actor, *, limit: int = SHOWN_AT_MOST) -> Queue:
    """Return the first documents of the actor's queue, and how many there are in all: three queries.

    Raises NotYourWork for roles that decide nothing.
    """
    check_decides(actor)
    async with transaction(actor) as tx:
        counts = await tx.row(f"SELECT count(*) AS waiting, min(d.captured_at) AS oldest {WAITING}")
        assert counts is not None
        rows = await tx.rows(
            f"""WITH first AS (SELECT d.* {WAITING} ORDER BY d.captured_at, d.deposit_id, d.position LIMIT $1)
                SELECT d.id, d.deposit_id, r.number AS receipt_number, p.circuit, d.state, d.captured_at,
                       count(g.id) FILTER (WHERE g.laid_under IS NULL) AS page_count,
                       count(g.id) FILTER (WHERE g.state = 'unreadable') AS unreadable_count,
                       count(g.id) FILTER (WHERE g.state = 'waiting') AS waiting_count,
                       coalesce(bool_or(o.scan = 'infected'), false) AS infected,
                       t.label_fr AS proposed_fr, t.label_nl AS proposed_nl,
                       b.last_name || ' ' || b.first_name AS beneficiary_name, p.depositor_name,
                       f.number AS file_number, dep.code AS department_code,
                       CASE WHEN p.claimed_until > $2 THEN p.claimed_by END AS claimed_by,
                       CASE WHEN p.claimed_until > $2 THEN s.first_name || ' ' || s.last_name END AS claimed_name
                FROM first d
                JOIN deposits p ON p.id = d.deposit_id
                JOIN receipts r ON r.deposit_id = p.id
                LEFT JOIN document_pages dp ON dp.document_id = d.id
                LEFT JOIN pages g ON g.id = dp.page_id
                LEFT JOIN originals o ON o.id = g.original_id
                LEFT JOIN document_types t ON t.id = current_type(coalesce(d.type_id, d.proposed_type_id))
                LEFT JOIN LATERAL (
                    SELECT b.* FROM document_beneficiaries db JOIN beneficiaries b ON b.id = db.beneficiary_id
                    WHERE db.document_id = d.id ORDER BY b.id LIMIT 1) b ON true
                LEFT JOIN social_files f ON f.id = d.social_file_id
                LEFT JOIN departments dep ON dep.id = f.department_id
                LEFT JOIN staff_members s ON s.id = p.claimed_by
                GROUP BY d.id, d.deposit_id, r.number, p.circuit, d.state, d.captured_at, d.position, t.label_fr,
                         t.label_nl, b.last_name, b.first_name, p.depositor_name, f.number, dep.code,
                         p.claimed_until, p.claimed_by, s.first_name, s.last_name
                ORDER BY d.captured_at, d.deposit_id, d.position""",
            limit,
            clock.now(),
        )
    return Queue(
        rows=tuple(QueueRow(**{**row, "state": DocumentState(row["state"])}) for row in rows),
        waiting_count=counts["waiting"],
        oldest_at=counts["oldest"],
    )
