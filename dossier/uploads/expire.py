"""Expire uploads that nobody went on with, and sweep from the staging area what no upload needs any more."""

from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.storage.keys import staging_prefix
from dossier.storage.vault import Vault

GRACE_SECONDS = 60
"""For so long after its end a late writer may still be at an upload: it is swept after that."""


async def expire(vault: Vault, actor: Actor) -> int:
    """Give expired uploads of a centre up, sweep those that ended, forget those whose time is over; return how many.

    A round that is broken off is made good by the next: an upload is forgotten only when nothing is staged of it.
    Raises StoreUnavailable.
    """
    await _give_up(actor)
    ended = await _ended(actor)
    for upload_id in ended:
        await _sweep(vault, upload_id)
        await _forget(actor, upload_id)
    return len(ended)


async def _give_up(actor: Actor) -> None:
    async with transaction(actor) as tx:
        await tx.run(
            """UPDATE uploads SET given_up_at = $1
               WHERE expires_at <= $1 AND finished_at IS NULL AND given_up_at IS NULL""",
            clock.now(),
        )


async def _ended(actor: Actor) -> list[UUID]:
    """Return the uploads that have something left to sweep, or whose time is over."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT id FROM uploads u WHERE coalesce(finished_at, given_up_at) <= $1
               AND (expires_at <= $1 OR EXISTS (SELECT FROM upload_chunks c WHERE c.upload_id = u.id))""",
            clock.now() - timedelta(seconds=GRACE_SECONDS),
        )
    return [row["id"] for row in rows]


async def _sweep(vault: Vault, upload_id: UUID) -> None:
    """Delete what is staged of an upload: its chunks, and one that a killed writer had no time to tell of."""
    async for blob in vault.list(staging_prefix(upload_id)):
        await vault.delete(blob.key)


async def _forget(actor: Actor, upload_id: UUID) -> None:
    async with transaction(actor) as tx:
        await tx.run("DELETE FROM upload_chunks WHERE upload_id = $1", upload_id)
        await tx.run("DELETE FROM uploads WHERE id = $1 AND expires_at <= $2", upload_id, clock.now())
