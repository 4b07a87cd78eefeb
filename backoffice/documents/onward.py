"""Where one goes after a decision: the same deposit's next document, else the next of the view that is worked on."""

from uuid import UUID

from litestar import Response

from backoffice.documents.desk import HELD, arrive, id_or_none
from backoffice.queue.wanted import address, kept
from backoffice.screen import tell, tell_here
from dossier.documents.take_next import take_next
from dossier.errors import Unavailable
from dossier.people.staff import Staff
from web.pages import fragment_wanted, see_other
from web.scope import AnyRequest, settings_of


async def onward(request: AnyRequest, staff: Staff, decided_id: UUID, happened: str) -> Response[str]:
    """Take the next document and go there, with a line about what happened to the last.

    Where htmx asked, the next desk is the answer itself: one round trip from a verdict to what comes after it.
    """
    wanted, following = await kept(request), None
    try:
        lease_seconds = settings_of(request).claim_lease_seconds
        held = id_or_none(request.headers.get(HELD, ""))
        following = await take_next(staff.actor, lease_seconds, after=decided_id, held=held, wanted=wanted)
        if following and fragment_wanted(request):
            tell_here(request, happened, str(decided_id))
            return await arrive(request, staff, following)
    except Unavailable:  # the decision stands: it is told, and the next is taken from the queue, or asked for again
        pass
    await tell(request, happened, document=str(decided_id))
    return see_other(request, f"/backoffice/documents/{following}" if following else address(wanted))
