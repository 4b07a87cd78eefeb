"""What an exercise asks for, and whether it has happened: read off the journal and the looks, told by no button."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dossier.database.engine import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Did:
    """Something that the learner made happen, as the journal has it."""

    event: str  # its name there
    is_own: bool = False  # within the deposit that was laid out for them
    type_code: str = ""  # of the term under which a document was filed; "": of any
    facts: tuple[tuple[str, str], ...] = ()  # what else the event says
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Saw:
    """A screen that the learner looked at."""

    screen: str  # how the name of its template begins


Check = Did | Saw


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """Someone at an exercise."""

    exercise: str
    started_at: datetime
    deposit_id: UUID | None  # what was laid out for them
    receipt_number: str | None  # of that deposit
    beneficiary_id: UUID | None  # whom the exercise is about
    person: str  # their name
    social_file_id: UUID | None
    file_number: str


async def happened(tx: Transaction, check: Check, attempt: Attempt) -> bool:
    """Tell whether the actor did what a step asks for, since they began."""
    if isinstance(check, Saw):
        seen: bool = await tx.value(
            "SELECT EXISTS (SELECT FROM training_looks WHERE staff_id = $1 AND at >= $2 AND starts_with(screen, $3))",
            tx.actor.staff_id,
            attempt.started_at,
            check.screen,
        )
        return seen
    count: int = await tx.value(
        """SELECT count(DISTINCT e.record_id) FROM events e
           WHERE e.actor_id = $1 AND e.at >= $2 AND e.name = $3
             AND ($4::uuid IS NULL OR e.facts->>'deposit_id' = $4::text)
             AND ($5 = '' OR EXISTS (SELECT FROM document_types t
                                     WHERE t.code = $5 AND t.id::text = e.facts->>'type_id'))
             AND NOT EXISTS (SELECT FROM unnest($6::text[], $7::text[]) AS f (name, value)
                             WHERE e.facts->>f.name IS DISTINCT FROM f.value)""",
        tx.actor.staff_id,
        attempt.started_at,
        check.event,
        attempt.deposit_id if check.is_own else None,
        check.type_code,
        [name for name, _ in check.facts],
        [value for _, value in check.facts],
    )
    return count >= check.times
