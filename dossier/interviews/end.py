"""End a capture session: by the worker's word, or as they take pages in themselves or give up. Its phone is out."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.deposits.abandon import abandon_held
from dossier.errors import Conflict
from dossier.events import CaptureSessionEnded
from dossier.lifecycle import DepositState
from dossier.outbox.publish import publish


class PhoneTakesPhotos(Conflict):
    """The phone is taking photos. End its session first, then add your own."""


async def end_session(actor: Actor, deposit_id: UUID) -> None:
    """End the capture session of an interview; one that was ended stays so. `actor` is its worker."""
    async with transaction(actor) as tx:
        state = await tx.value("SELECT state FROM deposits WHERE id = $1 FOR UPDATE", deposit_id)
        if state != DepositState.ABANDONED:  # a phone that gave up just now is told as what it is
            await end_held(tx, deposit_id)


async def give_up_interview(actor: Actor, deposit_id: UUID) -> None:
    """Give up an open deposit by its worker's word; one that was sent stays as it is. `actor` is its worker."""
    async with transaction(actor) as tx:
        await tx.run("SELECT FROM deposits WHERE id = $1 FOR UPDATE", deposit_id)
        await give_up_held(tx, deposit_id)


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
        await end_held(tx, deposit_id)


async def give_up_held(tx: Transaction, deposit_id: UUID) -> None:
    """Give up a deposit whose row is held: its session ended by the worker is told from a phone that gave up."""
    if await tx.value("SELECT state FROM deposits WHERE id = $1", deposit_id) == DepositState.OPEN:
        await end_held(tx, deposit_id)
        await abandon_held(tx, deposit_id)


async def end_held(tx: Transaction, deposit_id: UUID) -> None:
    """End the session of a deposit whose row is held."""
    if await tx.run(
        "UPDATE interviews SET ended_at = $2 WHERE deposit_id = $1 AND ended_at IS NULL", deposit_id, clock.now()
    ):
        await publish(tx, CaptureSessionEnded(record_id=deposit_id, deposit_id=deposit_id))
