"""Take back that a paper was asked again: the document is enough after all."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import ReopeningTakenBack
from dossier.lifecycle import RequestState
from dossier.outbox.publish import publish
from dossier.requests.access import own_request
from dossier.requests.answer import settle_person
from dossier.requests.errors import ReopeningStands
from dossier.requests.resume import UNDO


async def close_again(actor: Actor, request_id: UUID, item_id: UUID) -> None:
    """Let the document that was not enough answer its paper again, and the wait count as if nothing had been.

    Raises ReopeningStands where another document answers the paper by now, the request was waived, or more than UNDO
    went by; and what `own_request` raises.
    """
    async with transaction(actor) as tx:
        held = await own_request(tx, request_id)
        row = await tx.row(
            """SELECT o.id, o.document_id, o.waited_since, o.reopened_at FROM request_reopenings o
               JOIN request_items i ON i.id = o.item_id
               WHERE i.id = $1 AND i.request_id = $2 AND i.document_id IS NULL AND o.taken_back_at IS NULL
               ORDER BY o.reopened_at DESC LIMIT 1""",
            item_id,
            request_id,
        )
        if row is None or held["state"] == RequestState.WAIVED or clock.now() > row["reopened_at"] + UNDO:
            raise ReopeningStands
        await tx.run("UPDATE request_reopenings SET taken_back_at = $2 WHERE id = $1", row["id"], clock.now())
        await tx.run("UPDATE request_items SET waits_since = $2 WHERE id = $1", item_id, row["waited_since"])
        await publish(tx, ReopeningTakenBack(record_id=request_id, item_id=item_id, document_id=row["document_id"]))
        await settle_person(tx, held["beneficiary_id"])
