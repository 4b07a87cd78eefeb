"""End a capture session: the worker's word, or that they take pages in themselves. Its phone sends nothing more."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.errors import Conflict
from dossier.events import CaptureSessionEnded
from dossier.outbox.publish import publish


class PhoneTakesPhotos(Conflict):
    """The phone is taking photos. End its session first, then add your own."""


async def end_session(actor: Actor, deposit_id: UUID) -> None:
    """End the capture session of an interview; one that was ended stays so. `actor` is its worker."""
    async with transaction(actor) as tx:
        await tx.run("SELECT FROM deposits WHERE id = $1 FOR UPDATE", deposit_id)
        await _end(tx, deposit_id)


async def take_over(actor: Actor, deposit_id: UUID) -> None:
    """Have the worker alone take pages in from now on: a phone sees what it photographed, and none of theirs.

    `actor` is the interview's worker. Raises PhoneTakesPhotos while a phone is in its session.
    """
    async with transaction(actor) as tx:
        await tx.run("SELECT FROM deposits WHERE id = $1 FOR UPDATE", deposit_id)
        if await tx.value(
            """SELECT joined_at IS NOT NULL AND ended_at IS NULL AND expires_at > $2
               FROM interviews WHERE deposit_id = $1""",
            deposit_id,
            clock.now(),
        ):
            raise PhoneTakesPhotos
        await _end(tx, deposit_id)


async def _end(tx: Transaction, deposit_id: UUID) -> None:
    if await tx.run(
        "UPDATE interviews SET ended_at = $2 WHERE deposit_id = $1 AND ended_at IS NULL", deposit_id, clock.now()
    ):
        await publish(tx, CaptureSessionEnded(record_id=deposit_id, deposit_id=deposit_id))
