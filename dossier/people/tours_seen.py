"""Which first-day tours a staff member took or put away."""

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction


async def note_tour(actor: Actor, tour: str) -> None:
    """Note that a staff member took a tour or put it away; it is not offered again."""
    async with transaction(actor) as tx:
        await tx.run(
            """INSERT INTO tours_seen (staff_id, centre_id, tour, seen_at) VALUES ($1, $2, $3, $4)
               ON CONFLICT (staff_id, tour) DO UPDATE SET seen_at = excluded.seen_at""",
            actor.staff_id,
            actor.centre_id,
            tour,
            clock.now(),
        )
