"""Ties: which beneficiaries a staff member is or is related to. Of those they read nothing, nor break the glass."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Forbidden, Missing, Refused
from dossier.events import TieNoted, TieRemoved
from dossier.ids import new_id
from dossier.outbox.publish import publish
from dossier.people.roles import NOTES_TIES


class TieKind(StrEnum):
    """How a staff member and a beneficiary are tied."""

    SELF = "self"
    RELATIVE = "relative"


class NoTieKeeper(Forbidden):
    """Administrators and the auditor keep these ties."""


class TieIncomplete(Refused):
    """Choose a staff member, a beneficiary, and how they are tied."""


class NoSuchTie(Missing):
    """This tie is no longer there."""


class OwnTie(Forbidden):
    """This tie is your own. Somebody else removes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A staff member and a beneficiary."""

    id: UUID
    staff_name: str
    beneficiary_name: str
    birth_date: date | None
    kind: TieKind
    noted_at: datetime
    noted_name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """A staff member as a list of choices shows them."""

    id: UUID
    name: str
    department_code: str | None


def check_notes_ties(actor: Actor) -> None:
    """Raise NoTieKeeper for anyone else."""
    if not actor.roles & NOTES_TIES:
        raise NoTieKeeper


async def ties(actor: Actor) -> list[Tie]:
    """Return all ties of the centre, by staff member. Raises NoTieKeeper."""
    check_notes_ties(actor)
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT t.id, s.last_name || ' ' || s.first_name AS staff_name,
                      b.last_name || ' ' || b.first_name AS beneficiary_name, b.birth_date, t.kind, t.noted_at,
                      n.first_name || ' ' || n.last_name AS noted_name
               FROM staff_ties t JOIN staff_members s ON s.id = t.staff_id
               JOIN beneficiaries b ON b.id = t.beneficiary_id LEFT JOIN staff_members n ON n.id = t.noted_by
               ORDER BY s.last_name, s.first_name, b.last_name, b.first_name"""
        )
    return [Tie(**{**row, "kind": TieKind(row["kind"])}) for row in rows]


async def colleagues(actor: Actor) -> list[Colleague]:
    """Return the active staff of the centre, by name. Raises NoTieKeeper."""
    check_notes_ties(actor)
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT s.id, s.last_name || ' ' || s.first_name AS name, d.code AS department_code
               FROM staff_members s LEFT JOIN departments d ON d.id = s.department_id WHERE s.active
               ORDER BY s.last_name, s.first_name"""
        )
    return [Colleague(**dict(row)) for row in rows]


async def note_tie(actor: Actor, staff_id: UUID | None, beneficiary_id: UUID | None, kind: TieKind | None) -> None:
    """Note that a staff member is, or is related to, a beneficiary; a second note of the same two changes the kind.

    Raises NoTieKeeper, TieIncomplete.
    """
    check_notes_ties(actor)
    async with transaction(actor) as tx:
        known = await tx.value(
            """SELECT EXISTS (SELECT FROM staff_members WHERE id = $1)
                  AND EXISTS (SELECT FROM beneficiaries WHERE id = $2)""",
            staff_id,
            beneficiary_id,
        )
        if kind is None or staff_id is None or not known:
            raise TieIncomplete
        await tx.run(
            """INSERT INTO staff_ties (id, centre_id, staff_id, beneficiary_id, kind, noted_by, noted_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)
               ON CONFLICT (staff_id, beneficiary_id) DO UPDATE SET kind = EXCLUDED.kind""",
            new_id(),
            actor.centre_id,
            staff_id,
            beneficiary_id,
            str(kind),
            actor.staff_id,
            clock.now(),
        )
        await publish(tx, TieNoted(record_id=staff_id, kind=str(kind)))


async def remove_tie(actor: Actor, tie_id: UUID) -> None:
    """Remove a tie that was noted by mistake. Raises NoTieKeeper, NoSuchTie, OwnTie."""
    check_notes_ties(actor)
    async with transaction(actor) as tx:
        gone = await tx.row("DELETE FROM staff_ties WHERE id = $1 RETURNING staff_id, kind", tie_id)
        if gone is None:
            raise NoSuchTie
        if gone["staff_id"] == actor.staff_id:
            raise OwnTie
        await publish(tx, TieRemoved(record_id=gone["staff_id"], kind=gone["kind"]))
