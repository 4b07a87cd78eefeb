"""The newest release that a staff member knows of."""

from datetime import date

from dossier.database.actor import Actor
from dossier.database.engine import transaction


async def begin_with_release(actor: Actor, release: date) -> None:
    """Note at a sign-in with which release a staff member began, unless we know of one: nothing before it is new."""
    async with transaction(actor) as tx:
        await tx.run(
            "INSERT INTO releases_seen (staff_id, centre_id, release) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            actor.staff_id,
            actor.centre_id,
            release,
        )


async def note_release(actor: Actor, release: date) -> None:
    """Note that a staff member knows of a release, and of all before it."""
    async with transaction(actor) as tx:
        await tx.run(
            """INSERT INTO releases_seen (staff_id, centre_id, release) VALUES ($1, $2, $3)
               ON CONFLICT (staff_id) DO UPDATE SET release = greatest(releases_seen.release, excluded.release)""",
            actor.staff_id,
            actor.centre_id,
            release,
        )
