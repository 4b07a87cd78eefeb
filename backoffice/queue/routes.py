"""The queue: what waits, how much and since when, live; and the next of it."""

from litestar import Response, get, post
from litestar.response import Stream

from backoffice.screen import screen, tell
from dossier.documents.queue import queue
from dossier.documents.take_next import take_next
from dossier.people.access import check_decides
from web.live import stream
from web.pages import see_other
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

PATH = "/backoffice/queue"


@get(PATH)
async def show_queue(request: AnyRequest) -> Response[str]:
    """Show what waits for this staff member, oldest first."""
    staff = await staff_member(request)
    return await screen(request, staff, "backoffice/queue/queue.html", block="queue", queue=await queue(staff.actor))


@get(f"{PATH}/live")
async def queue_changes(request: AnyRequest) -> Stream:
    """Tell an open queue each time that it changed."""
    staff = await staff_member(request)
    check_decides(staff.actor)
    return stream(request, staff.actor.centre_id, "queue")


@post(f"{PATH}/next", status_code=200)
async def next_in_queue(request: AnyRequest) -> Response[str]:
    """Take the oldest document that nobody holds, and open it."""
    staff = await staff_member(request)
    taken = await take_next(staff.actor, settings_of(request).claim_lease_seconds)
    if taken is None:
        await tell(request, "nothing_left")
    return see_other(request, f"/backoffice/documents/{taken}" if taken else PATH)


ROUTES = [show_queue, queue_changes, next_in_queue]
