"""Name a paper: the depositor says what it is by a picture, or that they do not know. It is the first proposal."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.errors import DepositNotOpen, NoSuchPaper
from dossier.events import PaperNamed
from dossier.lifecycle import DepositState
from dossier.outbox.publish import publish


async def name_paper(actor: Actor, deposit_id: UUID, paper_id: UUID, type_id: UUID | None) -> None:
    """Set the type that a depositor proposes for a paper of an open deposit; None says "I don't know".

    Raises DepositNotOpen once the deposit was sent, NoSuchPaper when the paper is not part of it any more.
    """
    async with transaction(actor, planned_once=True) as tx:
        state = await tx.value("SELECT state FROM deposits WHERE id = $1 FOR UPDATE", deposit_id)
        if state != DepositState.OPEN:
            raise DepositNotOpen
        named = await tx.run(
            """UPDATE papers SET proposed_type_id = $3, unknown_to_depositor = $3::uuid IS NULL
               WHERE id = $1 AND deposit_id = $2""",
            paper_id,
            deposit_id,
            type_id,
        )
        if not named:
            raise NoSuchPaper
        await publish(tx, PaperNamed(record_id=paper_id, deposit_id=deposit_id, type_id=type_id))
