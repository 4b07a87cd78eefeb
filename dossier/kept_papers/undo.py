"""Take back that a kept paper is gone: the wrong line was noted, and the paper lies where it lay."""

from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.events import KeptPaperIsBack
from dossier.kept_papers.errors import UndoOver
from dossier.kept_papers.held import hold
from dossier.outbox.publish import publish


async def undo(actor: Actor, paper_id: UUID, undo_seconds: int) -> None:
    """Have a paper kept again of which the actor noted, a short while ago, that it was handed back or destroyed.

    Raises NotYourWork, NoSuchKeptPaper, UndoOver.
    """
    async with transaction(actor) as tx:
        row = await hold(tx, paper_id)
        ended_at = row["ended_at"]
        is_own = row["ended_by"] == actor.staff_id
        if ended_at is None or not is_own or clock.now() > ended_at + timedelta(seconds=undo_seconds):
            raise UndoOver
        await advance(tx, "kept_papers.undo", paper_id, received_by="", reason="", ended_by=None, ended_at=None)
        await publish(tx, KeptPaperIsBack(record_id=paper_id, deposit_id=row["deposit_id"]))
