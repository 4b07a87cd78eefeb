"""Questions about signals: what a department, or one worker in it, was told."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.people.access import READABLE, check_decides

SHOWN_AT_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRow:
    """One signal as a list shows it."""

    id: UUID
    document_id: UUID
    state: str
    urgency: int  # 0 file only … 4 same day
    raised_at: datetime
    department_code: str
    staff_name: str | None  # the worker it is addressed to
    mine: bool
    type_fr: str | None  # none of a sealed document, of which one's own file is told that it is there
    type_nl: str | None
    beneficiary_name: str | None
    file_number: str | None

    @property
    def readable(self) -> bool:
        """Tell whether the actor may open the document."""
        return self.type_fr is not None

    def type_label(self, language: str) -> str | None:
        """Return what the document is; None where that is sealed."""
        return self.type_nl if language == "nl" else self.type_fr


async def signals(actor: Actor) -> list[SignalRow]:
    """Return the open signals to the actor and their department: most urgent first, then oldest.

    Of a document that is sealed for them, only that it is there; of one that they may not know of, nothing.

    Raises NotYourWork for roles that deal with no document.
    """
    check_decides(actor)
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"""SELECT s.id, s.document_id, s.state, s.urgency, s.raised_at, dep.code AS department_code,
                       w.first_name || ' ' || w.last_name AS staff_name, coalesce(s.staff_id = $2, false) AS mine,
                       t.label_fr AS type_fr, t.label_nl AS type_nl,
                       b.last_name || ' ' || b.first_name AS beneficiary_name, f.number AS file_number
                FROM signals s LEFT JOIN documents d ON d.id = s.document_id AND {READABLE}
                LEFT JOIN document_types t ON t.id = d.type_id
                JOIN departments dep ON dep.id = s.department_id
                LEFT JOIN staff_members w ON w.id = s.staff_id
                LEFT JOIN social_files f ON f.id = d.social_file_id
                LEFT JOIN LATERAL (
                    SELECT b.* FROM document_beneficiaries x JOIN beneficiaries b ON b.id = x.beneficiary_id
                    WHERE x.document_id = d.id ORDER BY b.id LIMIT 1) b ON true
                WHERE s.state IN ('raised', 'seen', 'taken') AND (s.department_id = $1 OR s.staff_id = $2)
                  AND (d.id IS NOT NULL OR (SELECT hindrance FROM document_place(s.document_id)) = 'seal')
                ORDER BY s.urgency DESC, s.raised_at LIMIT {SHOWN_AT_MOST}""",
            actor.department_id,
            actor.staff_id,
        )
    return [SignalRow(**dict(row)) for row in rows]
