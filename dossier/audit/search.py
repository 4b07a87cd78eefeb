"""A question to the journal or the access log: a period, who acted, what about; a page of answers, the newest first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Generic, TypeVar
from uuid import UUID

from dossier.audit.role import check_auditor
from dossier.audit.subjects import Subject, belongings, subject_numbered, subject_of
from dossier.clock import BRUSSELS, today
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.journal.record import RecordKind, note_access

T = TypeVar("T")

ROWS_AT_ONCE = 50
LATELY = timedelta(days=28)
"""What is shown where nobody asked for a period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is looked for; whatever is None or empty restricts nothing."""

    since: date | None = None  # the first day, in Belgium
    until: date | None = None  # the last day
    staff_id: UUID | None = None
    kind: str | None = None  # an event's name, or an act of the access log
    subject_id: UUID | None = None
    before: int | None = None  # older than this line


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who acted, as far as a name can be given to them."""

    kind: str
    name: str | None  # of a staff member or a kiosk; the number of a beneficiary's file


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """A staff member as the form lists them."""

    id: UUID
    name: str
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Generic[T]):
    """A page of lines, the newest first."""

    lines: tuple[T, ...]
    subject: Subject | None
    older: int | None  # what to ask for `before` to see more; None at the end


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """A table that questions are asked of."""

    kind: RecordKind  # as which a look at it is written down
    sql: str  # of a page of lines of `e`, with `{restriction}` where the question goes
    kind_column: str  # what a question's kind restricts
    holds_deposits: bool  # its lines name the deposit in which they happened


def lately() -> Question:
    """Return the question that stands where nobody asked one."""
    return Question(since=today() - LATELY)


async def colleagues(actor: Actor) -> list[Colleague]:
    """Return all who work here or did, by name. Raises AuditorOnly."""
    check_auditor(actor)
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT id, last_name || ' ' || first_name AS name, active FROM staff_members
               ORDER BY last_name, first_name, id"""
        )
    return [Colleague(**dict(row)) for row in rows]


async def find_subject(actor: Actor, typed: str) -> Subject:
    """Return what a typed number belongs to. Raises AuditorOnly, NoSuchNumber."""
    check_auditor(actor)
    async with transaction(actor, whole_centre=True) as tx:
        return await subject_numbered(tx, typed)


async def answer(actor: Actor, log: Log, asked: Question, line: Callable[[Record], T]) -> Answer[T]:
    """Return the lines of a log that a question finds; that it was asked is written into the access log.

    Raises AuditorOnly, NoSuchNumber.
    """
    check_auditor(actor)
    async with transaction(actor, whole_centre=True) as tx:  # who did or saw what, and no content
        subject = await subject_of(tx, asked.subject_id) if asked.subject_id else None
        sql, values = await _restriction(tx, log, asked, subject)
        rows = await tx.rows(log.sql.format(restriction=sql), *values)
        await note_access(tx, "view", log.kind, subject.id if subject else actor.centre_id, "audit")
    shown = rows[:ROWS_AT_ONCE]
    older = shown[-1]["seq"] if len(rows) > ROWS_AT_ONCE else None
    return Answer(lines=tuple(line(row) for row in shown), subject=subject, older=older)


async def _restriction(tx: Transaction, log: Log, asked: Question, subject: Subject | None) -> tuple[str, list[object]]:
    """Return a question as SQL over `e`, and its parameters."""
    held: list[tuple[str, object]] = [
        ("e.at >= {}", _midnight(asked.since)),
        ("e.at < {}", _midnight(asked.until, timedelta(days=1))),
        ("e.actor_kind = 'staff' AND e.actor_id = {}", asked.staff_id),
        (f"e.{log.kind_column} = {{}}", asked.kind),
        ("e.seq < {}", asked.before),
    ]
    held = [(sql, value) for sql, value in held if value is not None]
    values = [value for _, value in held]
    parts = [sql.format(f"${number}") for number, (sql, _) in enumerate(held, start=1)]
    if subject is not None:
        own = await belongings(tx, subject)
        values += [own.records, own.deposits] if log.holds_deposits else [own.records]
        about = f"e.record_id = ANY(${len(parts) + 1})"
        parts.append(f"({about} OR e.facts->>'deposit_id' = ANY(${len(parts) + 2}))" if log.holds_deposits else about)
    return " AND ".join(parts) or "true", values


def _midnight(day: date | None, later: timedelta = timedelta(0)) -> datetime | None:
    return datetime.combine(day + later, time.min, BRUSSELS) if day else None


def file_of(beneficiary: str) -> str:
    """Write the SQL value of the number of a beneficiary's file, the open one where there are several."""
    return f"""(SELECT f.number FROM social_file_members m JOIN social_files f ON f.id = m.social_file_id
                WHERE m.beneficiary_id = {beneficiary} ORDER BY f.status = 'open' DESC, f.opened_on DESC, f.number
                LIMIT 1)"""


WHO = f"""CASE e.actor_kind
    WHEN 'staff' THEN (SELECT s.first_name || ' ' || s.last_name FROM staff_members s WHERE s.id = e.actor_id)
    WHEN 'device' THEN (SELECT k.name FROM devices k WHERE k.id = e.actor_id)
    WHEN 'client' THEN (SELECT c.name FROM clients c WHERE c.id = e.actor_id)
    WHEN 'beneficiary' THEN {file_of("e.actor_id")} END AS actor_name"""
"""SQL over a line `e` of either table: the name or number by which who acted is known."""


def who_of(facts: dict[str, Any]) -> Who:
    """Take who acted out of a line's columns."""
    return Who(kind=facts.pop("actor_kind"), name=facts.pop("actor_name"))
