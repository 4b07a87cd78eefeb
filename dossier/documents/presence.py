"""Who has which desk open just now: told by the page that listens to its document, gone with it."""

from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.documents.access import check_readable
from dossier.ids import new_id
from dossier.outbox.publish import tell

TOPIC = "presence"
LASTS_SECONDS = 45
"""How long an open desk counts that was not heard of: three of its heartbeats, where a web process died."""

PRESENT = f"""(SELECT array_agg(DISTINCT who.first_name || ' ' || who.last_name)
    FROM open_desks o JOIN staff_members who ON who.id = o.staff_id
    WHERE o.document_id = {{document}} AND o.staff_id <> {{me}}
      AND o.seen_at > {{moment}}::timestamptz - interval '{LASTS_SECONDS} seconds')"""
"""SQL to format: the names of the others who have a document's desk open; NULL where nobody has."""


async def deposit_of(actor: Actor, document_id: UUID) -> UUID:
    """Return the deposit of a document whose desk the actor may open. Raises NoSuchDocument, Forbidden."""
    async with transaction(actor, planned_once=True) as tx:
        return (await check_readable(tx, document_id)).deposit_id


async def enter(actor: Actor, document_id: UUID) -> UUID:
    """Write down that the actor has a document's desk open; return by which id it is kept and left.

    A power cut may undo it: it is gone then anyway. Raises NoSuchDocument, Forbidden.
    """
    desk_id = new_id()
    async with transaction(actor, durable=False, planned_once=True) as tx:
        await check_readable(tx, document_id)
        await tx.run(
            "INSERT INTO open_desks (id, centre_id, document_id, staff_id, seen_at) VALUES ($1, $2, $3, $4, $5)",
            desk_id,
            actor.centre_id,
            document_id,
            actor.staff_id,
            clock.now(),
        )
        await tx.run("DELETE FROM open_desks WHERE seen_at < $1", clock.now() - timedelta(seconds=LASTS_SECONDS))
        await tell(tx, TOPIC)
    return desk_id


async def stay(actor: Actor, desk_id: UUID) -> None:
    """Write down that a desk is still open."""
    async with transaction(actor, durable=False) as tx:
        await tx.run("UPDATE open_desks SET seen_at = $2 WHERE id = $1", desk_id, clock.now())


async def leave(actor: Actor, desk_id: UUID) -> None:
    """Write down that a desk was closed."""
    async with transaction(actor, durable=False) as tx:
        if await tx.run("DELETE FROM open_desks WHERE id = $1", desk_id):
            await tell(tx, TOPIC)
