"""Whom a matter of a department goes to on a day: its worker, who stands in for them, the department, its head.

A worker who is away is stood in for by their deputy, and that one by theirs. Where nobody is left, the department as a
whole is told while somebody of it is there; else its head, or who stands in for the head; else a manager.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dossier.database.engine import Transaction
from dossier.people.roles import DECIDES, Role

HEADS = DECIDES | {Role.MANAGER}
"""Those who can be told where a department does not act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """An active staff member."""

    id: UUID
    department_id: UUID | None
    roles: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workforce:
    """Who works at a centre, and who of them is there on one day. A value: nothing changes under whoever asks it."""

    workers: Mapping[UUID, Worker]  # active ones alone, in a lasting order
    away: Mapping[UUID, UUID | None]  # whoever is absent that day → their deputy, if they named one
    heads: Mapping[UUID, UUID]  # department → its head

    def standing_in(self, staff_id: UUID | None, allowed: frozenset[Role] = DECIDES) -> UUID | None:
        """Return a staff member when they are there, else whoever stands in for them; None where nobody does."""
        met: set[UUID] = set()
        while staff_id is not None and staff_id not in met:
            met.add(staff_id)
            if staff_id not in self.away:
                worker = self.workers.get(staff_id)
                return staff_id if worker is not None and worker.roles & allowed else None
            # One who left while they were away has no deputy any more: their matters are the department's
            staff_id = self.away[staff_id] if staff_id in self.workers else None
        return None

    def able(self) -> list[UUID]:
        """Return who is there and can be told."""
        return [each.id for each in self.workers.values() if each.roles & HEADS and each.id not in self.away]

    def is_staffed(self, department_id: UUID) -> bool:
        """Say whether anybody of a department is there who deals with its matters."""
        return any(
            each.department_id == department_id and each.roles & DECIDES and each.id not in self.away
            for each in self.workers.values()
        )

    def above(self, department_id: UUID, without: UUID | None = None) -> UUID | None:
        """Return whom to tell where a department does not act: its head, else a manager; `without` only if alone."""
        head = self.standing_in(self.heads.get(department_id), HEADS)
        managers = sorted(
            (each.id for each in self.workers.values() if Role.MANAGER in each.roles),
            key=lambda each: each in self.away,
        )
        told = [*([head] if head is not None else []), *managers]
        return next((each for each in told if each != without), told[0] if told else None)

    def addressee(self, department_id: UUID, staff_id: UUID | None) -> UUID | None:
        """Return the person whom a matter of a department goes to, whose worker may be known.

        None: to the department as a whole, or to nobody where a centre has neither head nor manager.
        """
        found = self.standing_in(staff_id)
        if found is not None or self.is_staffed(department_id):
            return found
        return self.above(department_id)


async def steady(tx: Transaction, *, leaving: bool = False) -> None:
    """Let nobody leave until commit; or, `leaving`, let nobody be given anything until they have left.

    Called before any row is locked, so that the two wait for each other in one order.
    """
    kind = "" if leaving else "_shared"
    await tx.run(f"SELECT pg_advisory_xact_lock{kind}(hashtextextended($1, 0))", f"leaving {tx.actor.centre_id}")


async def workforce(tx: Transaction, day: date) -> Workforce:
    """Read who works at the centre, and who is there on a day; nobody leaves until commit."""
    await steady(tx)
    workers = await tx.rows("SELECT id, department_id, roles FROM staff_members WHERE active ORDER BY username")
    away = await tx.rows("SELECT staff_id, deputy_id FROM absences WHERE $1 BETWEEN from_on AND until_on", day)
    heads = await tx.rows("SELECT id, head_id FROM departments WHERE head_id IS NOT NULL")
    return Workforce(
        workers={
            row["id"]: Worker(id=row["id"], department_id=row["department_id"], roles=frozenset(row["roles"]))
            for row in workers
        },
        away={row["staff_id"]: row["deputy_id"] for row in away},
        heads={row["id"]: row["head_id"] for row in heads},
    )
