"""Destroy a kept paper, once its time is over."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.events import KeptPaperDestroyed
from dossier.kept_papers.errors import ReasonNeeded, StillKept
from dossier.kept_papers.held import hold_kept
from dossier.outbox.publish import publish


async def destroy(actor: Actor, paper_id: UUID, reason: str) -> None:
    """Note that a kept paper is destroyed, and why.

    Raises NotYourWork, NoSuchKeptPaper, PaperGone, ReasonNeeded, StillKept up to the last day of its time.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise ReasonNeeded
    async with transaction(actor) as tx:
        row = await hold_kept(tx, paper_id)
        if row["until"] >= clock.today():
            raise StillKept(day=f"{row['until']:%d/%m/%Y}")
        await advance(tx, "kept_papers.destroy", paper_id, reason=reason, ended_by=actor.staff_id, ended_at=clock.now())
        await publish(tx, KeptPaperDestroyed(record_id=paper_id, deposit_id=row["deposit_id"]))
