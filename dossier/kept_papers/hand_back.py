"""Hand a kept paper back: to whom, and when."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.events import KeptPaperHandedBack
from dossier.kept_papers.errors import ReceiverNeeded
from dossier.kept_papers.held import hold_kept
from dossier.outbox.publish import publish


async def hand_back(actor: Actor, paper_id: UUID, received_by: str) -> None:
    """Note who took a kept paper.

    Raises NotYourWork, NoSuchKeptPaper, PaperGone, ReceiverNeeded.
    """
    received_by = " ".join(received_by.split())
    if not received_by:
        raise ReceiverNeeded
    async with transaction(actor) as tx:
        row = await hold_kept(tx, paper_id)
        await advance(
            tx,
            "kept_papers.hand_back",
            paper_id,
            received_by=received_by,
            ended_by=actor.staff_id,
            ended_at=clock.now(),
        )
        await publish(tx, KeptPaperHandedBack(record_id=paper_id, deposit_id=row["deposit_id"]))
