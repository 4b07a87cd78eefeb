"""Keep a paper of the deposit at hand instead of giving it back: where it lies, and until when."""

from datetime import date
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.deposits.errors import DepositNotOpen, NoSuchPaper
from dossier.events import PaperKept
from dossier.kept_papers.at_hand import last_place, proposed_until
from dossier.kept_papers.errors import PlaceNeeded, UntilPast
from dossier.lifecycle import DepositState, KeptPaperState
from dossier.outbox.publish import publish


async def keep(
    actor: Actor, deposit_id: UUID, paper_id: UUID, *, place: str, until: date | None, default_months: int
) -> None:
    """Note that a paper of an open deposit is kept; said again, in another place or until another day.

    Without a place it lies where the last one of this counter does. `until` None: as long as its type says, or else
    `default_months`. The caller knows that the deposit is the clerk's own. Raises DepositNotOpen, NoSuchPaper,
    PlaceNeeded, UntilPast.
    """
    async with transaction(actor) as tx:
        await check_open(tx, deposit_id)
        if not await tx.run("UPDATE papers SET is_kept = true WHERE id = $1 AND deposit_id = $2", paper_id, deposit_id):
            raise NoSuchPaper
        place = " ".join(place.split()) or await last_place(tx, deposit_id)
        if not place:
            raise PlaceNeeded
        proposed = await proposed_until(tx, paper_id, default_months)
        day = until or proposed
        if day <= clock.today():
            raise UntilPast
        await tx.run(
            """INSERT INTO kept_papers (id, centre_id, deposit_id, state, place, until, until_told, kept_by, kept_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
               ON CONFLICT (id) DO UPDATE SET place = excluded.place, until = excluded.until,
                   until_told = excluded.until_told, kept_by = excluded.kept_by, kept_at = excluded.kept_at""",
            paper_id,
            actor.centre_id,
            deposit_id,
            str(KeptPaperState.KEPT),
            place,
            day,
            day != proposed,
            actor.staff_id,
            clock.now(),
        )
        await publish(tx, PaperKept(record_id=paper_id, deposit_id=deposit_id))


async def check_open(tx: Transaction, deposit_id: UUID) -> None:
    """Hold a deposit that is not sent yet. Raises DepositNotOpen."""
    state = await tx.value("SELECT state FROM deposits WHERE id = $1 FOR UPDATE", deposit_id)
    if state != DepositState.OPEN:
        raise DepositNotOpen
