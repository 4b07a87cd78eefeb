"""Views of the queue that are kept: a staff member's own, each under a name, and the one that a department shares."""

from dataclasses import dataclass
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Missing, Refused
from dossier.events import QueueViewKept, QueueViewRemoved
from dossier.ids import new_id
from dossier.outbox.publish import publish
from dossier.people.access import check_decides

OWN_AT_MOST = 12
NAME_MAX_CHARACTERS = 40


class TooManyViews(Refused):
    """Twelve views are kept already. Remove one first."""


class NoDepartment(Refused):
    """You belong to no department, so there is nobody to share it with."""


class NoSuchView(Missing):
    """This view is not kept any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A view that is kept."""

    id: UUID
    name: str
    query: str  # as the queue's address has it
    is_shared: bool  # of the actor's department


async def views(actor: Actor) -> list[View]:
    """Return the views that a staff member can choose: their department's first, then their own by name."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT id, name, query, department_id IS NOT NULL AS is_shared FROM queue_views
               WHERE staff_id = $1 OR department_id = $2 ORDER BY department_id IS NULL, lower(name), name""",
            actor.staff_id,
            actor.department_id,
        )
    return [View(**dict(row)) for row in rows]


async def keep_view(actor: Actor, name: str, query: str, *, shared: bool) -> UUID:
    """Keep a view under a name, in place of one of that name; a shared one in place of the department's.

    Raises TooManyViews, NoDepartment, NotYourWork.
    """
    check_decides(actor)
    if shared and actor.department_id is None:
        raise NoDepartment
    async with transaction(actor) as tx:
        others = await tx.value(
            "SELECT count(*) FROM queue_views WHERE staff_id = $1 AND name <> $2", actor.staff_id, name
        )
        if not shared and others >= OWN_AT_MOST:
            raise TooManyViews
        kept: UUID = await tx.value(
            f"""INSERT INTO queue_views (id, centre_id, staff_id, department_id, name, query, kept_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                ON CONFLICT ({"department_id" if shared else "staff_id, name"})
                DO UPDATE SET name = EXCLUDED.name, query = EXCLUDED.query, kept_at = EXCLUDED.kept_at RETURNING id""",
            new_id(),
            actor.centre_id,
            None if shared else actor.staff_id,
            actor.department_id if shared else None,
            name,
            query,
            clock.now(),
        )
        await publish(tx, QueueViewKept(record_id=kept, kind="shared" if shared else "own"))
    return kept


async def remove_view(actor: Actor, view_id: UUID) -> None:
    """Remove one's own view, or one's department's. Raises NoSuchView, NotYourWork."""
    check_decides(actor)
    async with transaction(actor) as tx:
        shared = await tx.value(
            """DELETE FROM queue_views WHERE id = $1 AND (staff_id = $2 OR department_id = $3)
               RETURNING department_id IS NOT NULL""",
            view_id,
            actor.staff_id,
            actor.department_id,
        )
        if shared is None:
            raise NoSuchView
        await publish(tx, QueueViewRemoved(record_id=view_id, kind="shared" if shared else "own"))
