"""Waive a request: what is missing is no longer wanted, for a reason from the list."""

from enum import StrEnum
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.events import RequestWaived
from dossier.outbox.publish import publish
from dossier.requests.access import own_request
from dossier.requests.errors import RequestOver, WaiveReasonNeeded, WaiveWordsNeeded


class WaiveReason(StrEnum):
    """Why a worker no longer wants what is missing."""

    NOT_NEEDED = "not_needed"
    HAVE_IT = "have_it"  # from another source, as the Crossroads Bank
    CANNOT_GET = "cannot_get"
    MISTAKE = "mistake"
    OTHER = "other"  # in words


async def waive(actor: Actor, request_id: UUID, reason: WaiveReason | None, note: str) -> None:
    """Waive what is missing; `note` is for colleagues.

    Raises WaiveReasonNeeded, WaiveWordsNeeded, RequestOver, and what `own_request` raises.
    """
    if reason is None:
        raise WaiveReasonNeeded
    if reason is WaiveReason.OTHER and not note.strip():
        raise WaiveWordsNeeded
    async with transaction(actor) as tx:
        await own_request(tx, request_id)
        if not await advance(
            tx,
            "requests.waive",
            request_id,
            waived_by=actor.staff_id,
            waived_at=clock.now(),
            waive_reason=str(reason),
            waive_note=note.strip(),
        ):
            raise RequestOver
        await publish(tx, RequestWaived(record_id=request_id, reason_code=str(reason)))
