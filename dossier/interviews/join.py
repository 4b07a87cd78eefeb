"""Join an interview: the first phone that opens its code has the capture session, and no second one does."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.errors import Conflict, Refused
from dossier.events import CaptureSessionJoined
from dossier.interviews.code import print_of
from dossier.lifecycle import DepositState
from dossier.outbox.publish import publish


class WrongInterviewCode(Refused):
    """This code is not right. Look at your worker's screen, and type it again."""


class CodeOver(Conflict):
    """This code is over. Ask your worker for a new one."""


class CodeTaken(Conflict):
    """Another phone has this code already. Ask your worker for a new one."""


async def join_by_code(actor: Actor, typed: str, *, language: str) -> UUID:
    """Give the capture session to whoever typed its code; return the deposit.

    Raises WrongInterviewCode, CodeOver, CodeTaken.
    """
    async with transaction(actor) as tx:
        deposit_id: UUID | None = await tx.value(
            "SELECT deposit_id FROM interviews WHERE code_print = $1", print_of(typed)
        )
        if deposit_id is None:
            raise WrongInterviewCode
        await _join(tx, deposit_id, language)
        return deposit_id


async def join_interview(actor: Actor, deposit_id: UUID, *, language: str) -> None:
    """Give the capture session of a deposit to the phone that asks, by its token. Raises CodeOver, CodeTaken."""
    async with transaction(actor) as tx:
        await _join(tx, deposit_id, language)


async def check_joinable(actor: Actor, deposit_id: UUID) -> None:
    """Raise what `join_interview` would raise now, and change nothing."""
    async with transaction(actor) as tx:
        await _check(tx, deposit_id)


async def _join(tx: Transaction, deposit_id: UUID, language: str) -> None:
    await tx.run("SELECT FROM deposits WHERE id = $1 FOR UPDATE", deposit_id)
    await _check(tx, deposit_id)
    await tx.run("UPDATE interviews SET joined_at = $2 WHERE deposit_id = $1", deposit_id, clock.now())
    await tx.run("UPDATE deposits SET language = $2 WHERE id = $1", deposit_id, language)
    await publish(tx, CaptureSessionJoined(record_id=deposit_id, deposit_id=deposit_id))


async def _check(tx: Transaction, deposit_id: UUID) -> None:
    row = await tx.row(
        """SELECT d.state, i.joined_at, i.ended_at, i.expires_at
           FROM interviews i JOIN deposits d ON d.id = i.deposit_id WHERE d.id = $1""",
        deposit_id,
    )
    if row is None or row["state"] != DepositState.OPEN or row["ended_at"] or row["expires_at"] <= clock.now():
        raise CodeOver
    if row["joined_at"]:
        raise CodeTaken
