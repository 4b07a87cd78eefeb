"""Remind a person of what is still missing, not more often than once a day."""

from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import RequestReminded
from dossier.outbox.publish import publish
from dossier.requests.access import own_request
from dossier.requests.errors import ReminderTooSoon, RequestOver
from dossier.requests.queries import WAITING
from dossier.requests.tell import NewNotice, tell

PAUSE = timedelta(hours=24)


async def remind(actor: Actor, request_id: UUID, notices: tuple[NewNotice, ...]) -> None:
    """Note a reminder and have the person told; without notices, the letter alone is printed again.

    Raises RequestOver, ReminderTooSoon, NoAddressToTell, and what `own_request` raises.
    """
    async with transaction(actor) as tx:
        held = await own_request(tx, request_id)
        if held["state"] not in WAITING:
            raise RequestOver
        next_at = (held["reminded_at"] or held["asked_at"]) + PAUSE
        if clock.now() < next_at:
            raise ReminderTooSoon(at=next_at)
        count = held["reminder_count"] + 1
        await tx.run(
            "UPDATE document_requests SET reminded_at = $2, reminder_count = $3 WHERE id = $1",
            request_id,
            clock.now(),
            count,
        )
        await publish(tx, RequestReminded(record_id=request_id, reminder_count=count))
        await tell(tx, request_id, notices, is_reminder=True)
