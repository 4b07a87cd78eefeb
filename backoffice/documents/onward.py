"""Where one goes after a decision: the same deposit's next document, else the next of the view that is worked on."""

from uuid import UUID

from litestar import Response

from backoffice.queue.wanted import address, kept
from backoffice.screen import tell
from dossier.documents.take_next import take_next
from dossier.errors import Unavailable
from dossier.people.staff import Staff
from web.pages import see_other
from web.scope import AnyRequest, settings_of


async def onward(request: AnyRequest, staff: Staff, decided_id: UUID, happened: str) -> Response[str]:
    """Take the next document and go there, with a line about what happened to the last."""
    await tell(request, happened, document=str(decided_id))
    wanted = await kept(request)
    try:
        lease_seconds = settings_of(request).claim_lease_seconds
        following = await take_next(staff.actor, lease_seconds, after=decided_id, wanted=wanted)
    except Unavailable:  # the decision stands: it is told, and the next is taken from the queue
        following = None
    return see_other(request, f"/backoffice/documents/{following}" if following else address(wanted))
