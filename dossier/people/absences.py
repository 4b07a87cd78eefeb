"""Absences of staff: from one day to another, with a deputy or without. Deputies never lead back to whoever is away."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.errors import Conflict, Forbidden, Missing, Refused
from dossier.events import AbsenceEnded, AbsenceSet
from dossier.ids import new_id
from dossier.outbox.publish import publish
from dossier.people.roles import DECIDES, Role
from dossier.people.staff import named

LONGEST_DAYS = 731


class NotYourAbsence(Forbidden):
    """You set your own absences, and a head or SPOC those of their department."""


class NoSuchAbsence(Missing):
    """This absence is not in the list any more."""


class AbsenceDays(Refused):
    """The last day comes after the first, today or later, and within two years."""


class AwayAlready(Conflict):
    """One of these days is in another absence already. Change the days."""


class DeputyLoop(Refused):
    """Their deputy is away then, and it would lead back. Choose another deputy."""


class DeputyUnfit(Refused):
    """This person cannot do the work. Choose someone who deals with documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceRow:
    """One absence as the list shows it."""

    id: UUID
    staff_id: UUID
    staff_name: str
    department_code: str | None
    deputy_name: str | None
    from_on: date
    until_on: date


async def absences(actor: Actor) -> list[AbsenceRow]:
    """Return the absences, under way or to come, that a staff member may set: their own, or their department's."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT a.id, a.staff_id, s.first_name || ' ' || s.last_name AS staff_name, d.code AS department_code,
                      p.first_name || ' ' || p.last_name AS deputy_name, a.from_on, a.until_on
               FROM absences a JOIN staff_members s ON s.id = a.staff_id
               LEFT JOIN departments d ON d.id = s.department_id LEFT JOIN staff_members p ON p.id = a.deputy_id
               WHERE a.until_on >= $1 AND s.active
                 AND (a.staff_id = $2 OR $3 OR d.head_id = $2 OR ($4 AND d.id = $5))
               ORDER BY a.from_on, s.last_name""",
            clock.today(),
            actor.staff_id,
            Role.ADMINISTRATOR in actor.roles,
            Role.SPOC in actor.roles,
            actor.department_id,
        )
    return [AbsenceRow(**dict(row)) for row in rows]


async def set_absence(actor: Actor, username: str, deputy: str, from_on: date, until_on: date) -> UUID:
    """Write down that a staff member is away, both days included, and who stands in for them (nobody: "").

    Raises NotYourAbsence, NoSuchStaffMember, AbsenceDays, AwayAlready, DeputyUnfit, DeputyLoop.
    """
    if not from_on <= until_on <= from_on + timedelta(days=LONGEST_DAYS) or until_on < clock.today():
        raise AbsenceDays
    async with transaction(actor) as tx:
        # One at a time: two that are each without a loop could make one together
        await tx.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"absences {actor.centre_id}")
        staff_id = await named(tx, username)
        await _check_may_set(tx, staff_id)
        deputy_id = await named(tx, deputy) if deputy else None
        if await tx.value(
            "SELECT EXISTS (SELECT FROM absences WHERE staff_id = $1 AND from_on <= $3 AND until_on >= $2)",
            staff_id,
            from_on,
            until_on,
        ):
            raise AwayAlready
        if deputy_id is not None:
            roles = await tx.value("SELECT roles FROM staff_members WHERE id = $1 AND active", deputy_id)
            if deputy_id == staff_id or not DECIDES & set(roles or ()):
                raise DeputyUnfit
            if await _leads_back(tx, staff_id, deputy_id, from_on, until_on):
                raise DeputyLoop
        absence_id = new_id()
        await tx.run(
            """INSERT INTO absences (id, centre_id, staff_id, deputy_id, from_on, until_on)
               VALUES ($1, $2, $3, $4, $5, $6)""",
            absence_id,
            actor.centre_id,
            staff_id,
            deputy_id,
            from_on,
            until_on,
        )
        await publish(tx, AbsenceSet(record_id=absence_id, staff_id=staff_id, deputy_id=deputy_id))
    return absence_id


async def end_absence(actor: Actor, absence_id: UUID) -> None:
    """Let an absence be over: one that is to come never was, one that is under way ended yesterday.

    Raises NoSuchAbsence, NotYourAbsence.
    """
    async with transaction(actor) as tx:
        row = await tx.row("SELECT staff_id, from_on FROM absences WHERE id = $1 FOR UPDATE", absence_id)
        if row is None:
            raise NoSuchAbsence
        await _check_may_set(tx, row["staff_id"])
        today = clock.today()
        if row["from_on"] >= today:
            await tx.run("DELETE FROM absences WHERE id = $1", absence_id)
        else:
            await tx.run(
                "UPDATE absences SET until_on = least(until_on, $2) WHERE id = $1",
                absence_id,
                today - timedelta(days=1),
            )
        await publish(tx, AbsenceEnded(record_id=absence_id, staff_id=row["staff_id"]))


async def _check_may_set(tx: Transaction, staff_id: UUID) -> None:
    """Raise NotYourAbsence for those who set neither this person's absences nor their department's."""
    actor = tx.actor
    if staff_id == actor.staff_id or Role.ADMINISTRATOR in actor.roles:
        return
    row = await tx.row(
        """SELECT s.department_id, d.head_id FROM staff_members s LEFT JOIN departments d ON d.id = s.department_id
           WHERE s.id = $1""",
        staff_id,
    )
    assert row is not None  # its id came from a row
    is_spoc = Role.SPOC in actor.roles and row["department_id"] == actor.department_id
    if not is_spoc and row["head_id"] != actor.staff_id:
        raise NotYourAbsence


async def _leads_back(tx: Transaction, staff_id: UUID, deputy_id: UUID, from_on: date, until_on: date) -> bool:
    """Say whether on one of the days the deputy's deputies lead to whoever is away."""
    ways = [(deputy_id, from_on, until_on)]
    while ways:
        person, first, last = ways.pop()
        for row in await tx.rows(
            """SELECT deputy_id, greatest(from_on, $2) AS first, least(until_on, $3) AS last FROM absences
               WHERE staff_id = $1 AND deputy_id IS NOT NULL AND from_on <= $3 AND until_on >= $2""",
            person,
            first,
            last,
        ):
            if row["deputy_id"] == staff_id:
                return True
            ways.append((row["deputy_id"], row["first"], row["last"]))
    return False
