"""Ask a paper of a request again: the document that answered it is filed, and is not enough."""

from enum import StrEnum
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import RequestReopened
from dossier.ids import new_id
from dossier.lifecycle import RequestState
from dossier.outbox.publish import publish
from dossier.requests.access import own_request
from dossier.requests.answer import settle_person
from dossier.requests.errors import NotAnswered, ReopenReasonNeeded, ReopenWordsNeeded


class ReopenReason(StrEnum):
    """Why a document is not enough; the person is told in a sentence."""

    PAGES_MISSING = "pages_missing"
    OTHER_PERIOD = "other_period"
    NOT_READABLE = "not_readable"
    OTHER = "other"  # in words, for colleagues


async def reopen(actor: Actor, request_id: UUID, item_id: UUID, reason: ReopenReason | None, note: str) -> None:
    """Have a document answer nothing of a request, so that its paper is asked again; `note` is for colleagues.

    The person is waited for from now on. Raises ReopenReasonNeeded, ReopenWordsNeeded, NotAnswered, and what
    `own_request` raises.
    """
    if reason is None:
        raise ReopenReasonNeeded
    if reason is ReopenReason.OTHER and not note.strip():
        raise ReopenWordsNeeded
    async with transaction(actor) as tx:
        held = await own_request(tx, request_id)
        item = await tx.row(
            """SELECT document_id, waits_since FROM request_items
               WHERE id = $1 AND request_id = $2 AND document_id IS NOT NULL""",
            item_id,
            request_id,
        )
        if item is None or held["state"] == RequestState.WAIVED:
            raise NotAnswered
        await tx.run(
            """INSERT INTO request_reopenings (id, centre_id, item_id, document_id, reason, note, reopened_by,
                                               reopened_at, waited_since)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)""",
            new_id(),
            actor.centre_id,
            item_id,
            item["document_id"],
            str(reason),
            note.strip(),
            actor.staff_id,
            clock.now(),
            item["waits_since"],
        )
        await tx.run("UPDATE request_items SET waits_since = $2 WHERE id = $1", item_id, clock.now())
        await publish(
            tx,
            RequestReopened(
                record_id=request_id, item_id=item_id, document_id=item["document_id"], reason_code=str(reason)
            ),
        )
        await settle_person(tx, held["beneficiary_id"])
