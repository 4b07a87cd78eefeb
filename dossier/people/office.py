"""How a centre is set up to work: who is at the head of each department, and the days on which it is closed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dossier import clock
from dossier.calendar import Calendar
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.errors import Missing, Refused
from dossier.events import ClosingDayRemoved, ClosingDaySet, HeadSet
from dossier.ids import new_id
from dossier.outbox.publish import publish
from dossier.people.devices import check_administrator
from dossier.people.staff import named
from dossier.people.stand_in import HEADS
from dossier.settings import Settings


class NoSuchDepartment(Missing):
    """There is no department of this code."""


class HeadUnfit(Refused):
    """This person cannot be told. Choose a manager, or someone who deals with documents."""


class ClosedAlready(Refused):
    """This day is in the list already."""


class NoSuchClosingDay(Missing):
    """This day is not in the list any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """A staff member as a list to choose from shows them."""

    username: str
    name: str
    department_code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentRow:
    """A department, and who is at its head."""

    code: str
    label_fr: str
    label_nl: str
    head_username: str | None

    def label(self, language: str) -> str:
        """Return the department's name."""
        return self.label_nl if language == "nl" else self.label_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingDayRow:
    """A day on which the centre is closed."""

    id: UUID
    closed_on: date
    label: str


async def colleagues(actor: Actor, roles: frozenset[str]) -> list[Colleague]:
    """Return the active staff who have one of some roles, by department and name."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT s.username, s.first_name || ' ' || s.last_name AS name, d.code AS department_code
               FROM staff_members s LEFT JOIN departments d ON d.id = s.department_id
               WHERE s.active AND s.roles && $1 ORDER BY d.code NULLS LAST, s.last_name, s.first_name""",
            sorted(roles),
        )
    return [Colleague(**dict(row)) for row in rows]


async def departments(actor: Actor) -> list[DepartmentRow]:
    """Return the centre's departments, by their line and code."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT d.code, d.label_fr, d.label_nl, s.username AS head_username
               FROM departments d LEFT JOIN staff_members s ON s.id = d.head_id AND s.active
               ORDER BY array_position(ARRAY['first', 'second', 'support'], d.line), d.code"""
        )
    return [DepartmentRow(**dict(row)) for row in rows]


async def set_head(actor: Actor, department_code: str, username: str) -> None:
    """Say who is at the head of a department (nobody: ""). Raises AdministratorOnly, NoSuchDepartment, HeadUnfit."""
    check_administrator(actor)
    async with transaction(actor) as tx:
        head_id = await named(tx, username) if username else None
        if head_id is not None:
            roles = await tx.value("SELECT roles FROM staff_members WHERE id = $1 AND active", head_id)
            if not HEADS & set(roles or ()):
                raise HeadUnfit
        department_id = await tx.value(
            "UPDATE departments SET head_id = $2 WHERE code = $1 RETURNING id", department_code, head_id
        )
        if department_id is None:
            raise NoSuchDepartment
        await publish(tx, HeadSet(record_id=department_id, staff_id=head_id))


async def closing_days(actor: Actor) -> list[ClosingDayRow]:
    """Return the days to come on which the centre is closed, beside weekends and legal holidays."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            "SELECT id, closed_on, label FROM closing_days WHERE closed_on >= $1 ORDER BY closed_on", clock.today()
        )
    return [ClosingDayRow(**dict(row)) for row in rows]


async def add_closing_day(actor: Actor, closed_on: date, label: str) -> UUID:
    """Close the centre on a day. Signals keep their deadlines; what waits in the queue gets others.

    Raises AdministratorOnly, ClosedAlready.
    """
    check_administrator(actor)
    async with transaction(actor) as tx:
        added: UUID | None = await tx.value(
            """INSERT INTO closing_days (id, centre_id, closed_on, label) VALUES ($1, $2, $3, $4)
               ON CONFLICT (centre_id, closed_on) DO NOTHING RETURNING id""",
            new_id(),
            actor.centre_id,
            closed_on,
            label,
        )
        if added is None:
            raise ClosedAlready
        await publish(tx, ClosingDaySet(record_id=added))
    return added


async def remove_closing_day(actor: Actor, closing_day_id: UUID) -> None:
    """Open the centre on a day after all. Raises AdministratorOnly, NoSuchClosingDay."""
    check_administrator(actor)
    async with transaction(actor) as tx:
        if not await tx.run("DELETE FROM closing_days WHERE id = $1", closing_day_id):
            raise NoSuchClosingDay
        await publish(tx, ClosingDayRemoved(record_id=closing_day_id))


async def calendar_of(tx: Transaction, hours: Settings) -> Calendar:
    """Return the centre's calendar: its opening hours and its closing days."""
    closed = await tx.rows("SELECT closed_on FROM closing_days")
    return Calendar(
        opens_at=hours.office_opens_at,
        closes_at=hours.office_closes_at,
        closing_days=frozenset(row["closed_on"] for row in closed),
    )
