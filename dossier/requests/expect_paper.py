"""Expect a paper: a person chose which of those they were asked for comes next, and its photo will bear its type."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.errors import DepositNotOpen
from dossier.events import PaperExpected
from dossier.ids import new_id
from dossier.lifecycle import DepositState
from dossier.outbox.publish import publish
from dossier.requests.errors import NotAsked


async def expect_paper(actor: Actor, deposit_id: UUID, item_id: UUID) -> UUID:
    """Return the id of a new paper of an open deposit, which will be proposed as what an item asks for.

    The row of the paper itself is made by its first photo: a person who turns round leaves no empty paper behind.
    Raises DepositNotOpen; NotAsked where the item is not asked of the deposit's own person, or is answered.
    """
    paper_id = new_id()
    async with transaction(actor) as tx:
        row = await tx.row("SELECT state, beneficiary_id FROM deposits WHERE id = $1 FOR UPDATE", deposit_id)
        if row is None or row["state"] != DepositState.OPEN:
            raise DepositNotOpen
        type_id = await tx.value(
            """SELECT i.type_id FROM request_items i JOIN document_requests r ON r.id = i.request_id
               WHERE i.id = $1 AND r.beneficiary_id = $2 AND i.document_id IS NULL
                 AND r.state IN ('open', 'partly_answered')""",
            item_id,
            row["beneficiary_id"],
        )
        if type_id is None:
            raise NotAsked
        await tx.run(
            "INSERT INTO expected_papers (paper_id, centre_id, deposit_id, type_id) VALUES ($1, $2, $3, $4)",
            paper_id,
            actor.centre_id,
            deposit_id,
            type_id,
        )
        await publish(tx, PaperExpected(record_id=paper_id, deposit_id=deposit_id, type_id=type_id))
    return paper_id
