"""Claim a deposit: a lease for one staff member on the whole of it, because the split spans its documents."""

from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.documents.access import Readable, check_readable, check_waiting
from dossier.documents.errors import ClaimedByOther, ClaimLost
from dossier.events import DepositClaimed, DepositReleased
from dossier.outbox.publish import publish


async def claim(actor: Actor, document_id: UUID, lease_seconds: int) -> None:
    """Lease the deposit of a document for so long, or renew the lease.

    Raises NoSuchDocument, Forbidden when it is not for this role, AlreadyDecided, and ClaimedByOther while a colleague
    holds it.
    """
    async with transaction(actor, planned_once=True) as tx:
        found = await check_waiting(tx, document_id)
        held = await _hold(tx, found.deposit_id)
        await check_waiting(tx, document_id)  # once more: it may have been decided while we waited for the row
        await _lease(tx, found.deposit_id, held, lease_seconds)


async def renew(actor: Actor, document_id: UUID, lease_seconds: int) -> None:
    """Keep a deposit for so long from now: one that the actor has in hand, or that lies free.

    Raises ClaimLost when somebody else took it meanwhile and let it run out: what the actor sees may not be what stands
    there. Raises ClaimedByOther while a colleague holds it, and what `check_waiting` raises.
    """
    async with transaction(actor, planned_once=True) as tx:
        found = await check_waiting(tx, document_id)
        held = await _hold(tx, found.deposit_id)
        await check_waiting(tx, document_id)
        if held["claimed_by"] not in {None, tx.actor.staff_id} and not held["holds"]:
            raise ClaimLost
        await _lease(tx, found.deposit_id, held, lease_seconds)


async def hold_deposit(tx: Transaction, document_id: UUID, lease_seconds: int) -> UUID:
    """Lease the deposit of a document, whatever its state, and hold its row until commit; return the deposit.

    Raises ClaimedByOther.
    """
    deposit_id: UUID = await tx.value("SELECT deposit_id FROM document_place($1)", document_id)
    await _lease(tx, deposit_id, await _hold(tx, deposit_id), lease_seconds)
    return deposit_id


async def _hold(tx: Transaction, deposit_id: UUID) -> Record:
    held = await tx.row(
        "SELECT claimed_by, claimed_until > $2 AS holds FROM deposits WHERE id = $1 FOR UPDATE",
        deposit_id,
        clock.now(),
    )
    assert held is not None
    return held


async def _lease(tx: Transaction, deposit_id: UUID, held: Record, lease_seconds: int) -> None:
    mine = held["claimed_by"] == tx.actor.staff_id
    if held["holds"] and not mine:
        raise ClaimedByOther(name=await _name(tx, held["claimed_by"]))
    await tx.run(
        "UPDATE deposits SET claimed_by = $2, claimed_until = $3 WHERE id = $1",
        deposit_id,
        tx.actor.staff_id,
        clock.now() + timedelta(seconds=lease_seconds),
    )
    if not (mine and held["holds"]):
        await publish(tx, DepositClaimed(record_id=deposit_id, deposit_id=deposit_id))


async def _name(tx: Transaction, staff_id: UUID) -> str:
    # Not joined to the row that is locked: whoever waited for the lock would read the name as it was before.
    name: str = await tx.value("SELECT first_name || ' ' || last_name FROM staff_members WHERE id = $1", staff_id)
    return name


async def check_hold(actor: Actor, document_id: UUID) -> None:
    """Let whoever has a desk open know whether the deposit is still theirs; a lease is not renewed by it.

    Raises ClaimedByOther while a colleague holds it, ClaimLost when nobody does, and what `check_waiting` raises.
    """
    async with transaction(actor, planned_once=True) as tx:
        found = await check_waiting(tx, document_id)
        held = await tx.row(
            "SELECT claimed_by FROM deposits WHERE id = $1 AND claimed_until > $2", found.deposit_id, clock.now()
        )
        if held is None:
            raise ClaimLost
        if held["claimed_by"] != actor.staff_id:
            raise ClaimedByOther(name=await _name(tx, held["claimed_by"]))


async def release(actor: Actor, document_id: UUID, *, left_seconds: int | None = None) -> None:
    """Give a leased deposit back to the queue; one that is not the actor's is left alone.

    So is one whose lease runs longer than `left_seconds`: somebody works on it. Raises NoSuchDocument, Forbidden when
    it is not for this role.
    """
    latest = None if left_seconds is None else clock.now() + timedelta(seconds=left_seconds)
    async with transaction(actor, planned_once=True) as tx:
        found = await check_readable(tx, document_id)
        released = await tx.run(
            """UPDATE deposits SET claimed_by = NULL, claimed_until = NULL
               WHERE id = $1 AND claimed_by = $2 AND coalesce(claimed_until <= $3, TRUE)""",
            found.deposit_id,
            actor.staff_id,
            latest,
        )
        if released:
            await publish(tx, DepositReleased(record_id=found.deposit_id, deposit_id=found.deposit_id))


async def check_in_hand(tx: Transaction, document_id: UUID) -> Readable:
    """Return a document that waits for a decision, and whose deposit the actor holds until commit.

    Raises ClaimLost when the lease ran out or a colleague took it, and what `check_waiting` raises.
    """
    found = await check_waiting(tx, document_id)
    holds = await tx.value(
        "SELECT claimed_by = $2 AND claimed_until > $3 FROM deposits WHERE id = $1 FOR UPDATE",
        found.deposit_id,
        tx.actor.staff_id,
        clock.now(),
    )
    if not holds:
        await check_waiting(tx, document_id)  # whoever decided it while this waited for the row has let go of it too
        raise ClaimLost
    return found
