"""What was opened behind glass: for those who review it, and for the worker whose file it is."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Forbidden
from dossier.glass.values import Outcome, Reason
from dossier.people.roles import REVIEWS_GLASS, Role

SHOWN_AT_MOST = 200


class NotAReviewer(Forbidden):
    """Heads of departments and the auditor review this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """One broken glass as a list shows it: who, what, why; nothing of the content."""

    id: UUID
    staff_id: UUID
    staff_name: str
    staff_department: str | None
    mine: bool  # the one who reads the list broke it
    social_file_id: UUID | None
    file_number: str | None
    department_code: str | None  # whose file it is
    is_document: bool  # one document, or the whole file
    reason: Reason
    words: str
    broken_at: datetime
    ends_at: datetime
    look_count: int  # lines of the access log that it led to
    outcome: Outcome | None
    review_note: str
    reviewer_name: str | None
    reviewed_at: datetime | None


BREAKS = """FROM glass_breaks b LEFT JOIN documents d ON d.id = b.document_id
    LEFT JOIN social_files f ON f.id = coalesce(b.social_file_id, d.social_file_id)
    WHERE ($1 OR f.department_id = $2)"""
"""SQL: broken glass `b`, files `f`; $1 and $2 are those of `scope`."""

_ROW = """SELECT b.id, b.staff_id, s.first_name || ' ' || s.last_name AS staff_name, sd.code AS staff_department,
                 b.staff_id = {me} AS mine, f.id AS social_file_id, f.number AS file_number, fd.code AS department_code,
                 b.document_id IS NOT NULL AS is_document, b.reason_code AS reason, b.words, b.broken_at, b.ends_at,
                 (SELECT count(*) FROM access_log a WHERE a.actor_id = b.staff_id AND a.reason LIKE 'glass%'
                  AND a.at BETWEEN b.broken_at AND b.ends_at) AS look_count,
                 b.outcome, b.review_note, r.first_name || ' ' || r.last_name AS reviewer_name, b.reviewed_at
          FROM found JOIN glass_breaks b ON b.id = found.id JOIN staff_members s ON s.id = b.staff_id
          LEFT JOIN departments sd ON sd.id = s.department_id LEFT JOIN documents d ON d.id = b.document_id
          LEFT JOIN social_files f ON f.id = coalesce(b.social_file_id, d.social_file_id)
          LEFT JOIN departments fd ON fd.id = f.department_id LEFT JOIN staff_members r ON r.id = b.reviewed_by"""

_ORDER = "ORDER BY b.outcome IS NOT DISTINCT FROM 'in_order', b.outcome IS NOT NULL, b.broken_at DESC"


def check_reviews(actor: Actor) -> None:
    """Raise NotAReviewer for those who review nothing."""
    if not actor.roles & REVIEWS_GLASS:
        raise NotAReviewer


def scope(actor: Actor) -> tuple[bool, UUID | None]:
    """Return whether a reviewer sees every department's, and else which one's."""
    return Role.AUDITOR in actor.roles, actor.department_id


async def breaks(actor: Actor) -> list[Break]:
    """Return what a reviewer has before them: what nobody reviewed first, then what is to be followed up, newest first.

    Raises NotAReviewer.
    """
    check_reviews(actor)
    async with transaction(actor, whole_centre=True) as tx:
        rows = await tx.rows(
            f"""WITH found AS (SELECT b.id {BREAKS} {_ORDER} LIMIT {SHOWN_AT_MOST})
                {_ROW.format(me="$3")} {_ORDER}""",
            *scope(actor),
            actor.staff_id,
        )
    return [_break(dict(row)) for row in rows]


async def notices(actor: Actor) -> list[Break]:
    """Return what others opened of the actor's own files, as long as they have not put the notice away."""
    async with transaction(actor, whole_centre=True) as tx:
        rows = await tx.rows(
            f"""WITH found AS (SELECT b.id FROM glass_breaks b WHERE b.told_id = $1 AND b.told_at IS NULL)
                {_ROW.format(me="$1")} ORDER BY b.broken_at""",
            actor.staff_id,
        )
    return [_break(dict(row)) for row in rows]


def _break(row: dict[str, object]) -> Break:
    outcome = row["outcome"]
    told = {"reason": Reason(str(row["reason"])), "outcome": Outcome(str(outcome)) if outcome else None}
    return Break(**{**row, **told})  # type: ignore[arg-type]
