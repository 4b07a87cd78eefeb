"""Resume a waived request: the waiver was a mistake, and what came in meanwhile counts."""

from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.events import RequestResumed
from dossier.ids import new_id
from dossier.lifecycle import RequestState
from dossier.outbox.publish import publish
from dossier.requests.access import own_request
from dossier.requests.answer import settle_person
from dossier.requests.errors import WaiverStands

UNDO = timedelta(days=7)
"""How long a waiver can be taken back: later, the person has thrown the letter away."""


async def resume(actor: Actor, request_id: UUID) -> None:
    """Take a waiver back; as long as it stood, nobody was waited for.

    Raises WaiverStands, and what `own_request` raises.
    """
    async with transaction(actor) as tx:
        held = await own_request(tx, request_id)
        if held["state"] != RequestState.WAIVED or clock.now() > held["waived_at"] + UNDO:
            raise WaiverStands
        some = await tx.value(
            "SELECT EXISTS (SELECT FROM request_items WHERE request_id = $1 AND document_id IS NOT NULL)", request_id
        )
        verb = "requests.resume_partly" if some else "requests.resume"
        await tx.run(
            "INSERT INTO request_pauses (id, centre_id, request_id, began_at, ended_at) VALUES ($1, $2, $3, $4, $5)",
            new_id(),
            actor.centre_id,
            request_id,
            held["waived_at"],
            clock.now(),
        )
        cleared = {"waived_by": None, "waived_at": None, "waive_reason": None, "waive_note": ""}
        assert await advance(tx, verb, request_id, **cleared)
        await publish(tx, RequestResumed(record_id=request_id))
        await settle_person(tx, held["beneficiary_id"])
