"""Questions about breaches: the register for the auditor, and the notices to those who had read what was misfiled."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from dossier import clock
from dossier.audit.role import check_auditor
from dossier.breaches.assess import Outcome
from dossier.database.actor import Actor
from dossier.database.engine import transaction

SHOWN_AT_MOST = 200
TELL_WITHIN = timedelta(hours=72)
"""How soon the authority is told of a breach after it was found (GDPR art. 33)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One staff member who had read the document."""

    name: str
    department_code: str | None
    look_count: int
    told_at: datetime | None  # when they put the notice away


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One entry: which file, who, since when; nothing of the content."""

    id: UUID
    document_id: UUID
    from_number: str
    from_department: str
    to_number: str
    to_department: str
    receipt_number: str
    filed_name: str | None
    filed_at: datetime
    found_name: str
    found_at: datetime
    words: str
    outcome: Outcome | None
    outcome_words: str
    assessed_name: str | None
    assessed_at: datetime | None
    person_look_count: int  # of the person in whose file it stood, at the portal
    readers: tuple[Reader, ...]

    @property
    def tell_by(self) -> datetime:
        """Return by when the authority is to be told, where there is a risk."""
        return self.found_at + TELL_WITHIN

    @property
    def is_late(self) -> bool:
        """Say whether nobody assessed it in time."""
        return self.outcome is None and clock.now() > self.tell_by


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachNotice:
    """What one who had read it is told."""

    id: UUID
    from_number: str
    found_at: datetime


async def breaches(actor: Actor) -> list[Breach]:
    """Return the register: what nobody assessed first, then the newest. Raises AuditorOnly."""
    check_auditor(actor)
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"""SELECT b.id, b.document_id, f.number AS from_number, fd.code AS from_department, t.number AS to_number,
                       td.code AS to_department, r.number AS receipt_number,
                       w.first_name || ' ' || w.last_name AS filed_name, b.filed_at,
                       m.first_name || ' ' || m.last_name AS found_name, b.found_at, b.words, b.outcome,
                       b.outcome_words, b.person_look_count,
                       a.first_name || ' ' || a.last_name AS assessed_name, b.assessed_at
                FROM breaches b JOIN social_files f ON f.id = b.from_file_id
                JOIN departments fd ON fd.id = f.department_id JOIN social_files t ON t.id = b.to_file_id
                JOIN departments td ON td.id = t.department_id
                CROSS JOIN LATERAL document_place(b.document_id) place
                JOIN receipts r ON r.deposit_id = place.deposit_id
                LEFT JOIN staff_members w ON w.id = b.filed_by JOIN staff_members m ON m.id = b.found_by
                LEFT JOIN staff_members a ON a.id = b.assessed_by
                ORDER BY b.outcome IS NOT NULL, b.found_at DESC LIMIT {SHOWN_AT_MOST}"""
        )
        readers = await tx.rows(
            """SELECT r.breach_id, s.first_name || ' ' || s.last_name AS name, d.code AS department_code, r.look_count,
                      r.told_at
               FROM breach_readers r JOIN staff_members s ON s.id = r.staff_id
               LEFT JOIN departments d ON d.id = s.department_id
               WHERE r.breach_id = ANY($1) ORDER BY s.last_name, s.first_name""",
            [row["id"] for row in rows],
        )
    by_breach: dict[UUID, list[Reader]] = {}
    for row in readers:
        told = dict(row)
        by_breach.setdefault(told.pop("breach_id"), []).append(Reader(**told))
    return [
        Breach(
            **{**row, "outcome": Outcome(row["outcome"]) if row["outcome"] else None},
            readers=tuple(by_breach.get(row["id"], ())),
        )
        for row in rows
    ]


async def breach_notices(actor: Actor) -> list[BreachNotice]:
    """Return what the actor had read in the wrong file, as long as they have not put the notice away."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT b.id, f.number AS from_number, b.found_at
               FROM breach_readers r JOIN breaches b ON b.id = r.breach_id
               JOIN social_files f ON f.id = b.from_file_id
               WHERE r.staff_id = $1 AND r.told_at IS NULL ORDER BY b.found_at""",
            actor.staff_id,
        )
    return [BreachNotice(**dict(row)) for row in rows]
