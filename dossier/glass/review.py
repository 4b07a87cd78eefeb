"""Review a broken glass: a head of department, or the auditor, says whether it was in order."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Conflict, Forbidden, Missing
from dossier.events import GlassReviewed
from dossier.glass.queries import BREAKS, check_reviews, scope
from dossier.glass.values import Outcome
from dossier.outbox.publish import publish


class NoSuchBreak(Missing):
    """We cannot find this. It may concern another department."""


class OwnBreak(Forbidden):
    """You opened this yourself. Somebody else reviews it."""


class AlreadyReviewed(Conflict):
    """{name} has found this to be in order already."""


async def review_break(actor: Actor, break_id: UUID, outcome: Outcome, note: str) -> None:
    """Keep what a reviewer found; what was to be followed up can be found in order later.

    Raises NotAReviewer, NoSuchBreak for one of another department, OwnBreak, AlreadyReviewed.
    """
    check_reviews(actor)
    async with transaction(actor, whole_centre=True) as tx:
        found = await tx.row(f"SELECT b.staff_id {BREAKS} AND b.id = $3 FOR UPDATE OF b", *scope(actor), break_id)
        if found is None:
            raise NoSuchBreak
        if found["staff_id"] == actor.staff_id:
            raise OwnBreak
        done = await tx.run(
            """UPDATE glass_breaks SET outcome = $2, review_note = $3, reviewed_by = $4, reviewed_at = $5
               WHERE id = $1 AND outcome IS DISTINCT FROM 'in_order'""",
            break_id,
            str(outcome),
            note.strip(),
            actor.staff_id,
            clock.now(),
        )
        if not done:
            name = await tx.value(
                """SELECT s.first_name || ' ' || s.last_name FROM glass_breaks b
                   JOIN staff_members s ON s.id = b.reviewed_by WHERE b.id = $1""",
                break_id,
            )
            raise AlreadyReviewed(name=name)
        await publish(tx, GlassReviewed(record_id=break_id, kind=str(outcome)))
