"""The queue: what waits, how much and since when, live; who has what open; the next of it."""

from litestar import Response, get, post
from litestar.response import Stream

from backoffice.queue.wanted import PATH, address, keep, read_wanted
from backoffice.queue.words import ACTS, LANGUAGES, PARTS, REASONS, URGENCIES
from backoffice.screen import screen, tell
from dossier.documents.presence import TOPIC
from dossier.documents.queue import page, queue
from dossier.documents.take_next import take_next
from dossier.documents.views import views
from dossier.documents.wanted import Place, Wanted
from dossier.people.access import check_decides
from web.live import stream
from web.pages import see_other
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

_TEMPLATE = "backoffice/queue/queue.html"


@get(PATH)
async def show_queue(request: AnyRequest) -> Response[str]:
    """Show what waits for this staff member: the view that the address names, by urgency, due time and age."""
    staff = await staff_member(request)
    wanted, after = _asked(request)
    found = await queue(staff.actor, wanted, after)
    await keep(request, wanted)
    return await screen(
        request,
        staff,
        _TEMPLATE,
        block="queue",
        queue=found,
        wanted=wanted,
        after=after,
        views=await views(staff.actor),
        here=address(wanted),
        parts=PARTS,
        urgencies=URGENCIES,
        reasons=REASONS,
        acts=ACTS,
        depositor_languages=LANGUAGES,
    )


@get(f"{PATH}/presence")
async def show_presence(request: AnyRequest) -> Response[str]:
    """Show anew who has which of the listed documents open."""
    staff = await staff_member(request)
    rows = await page(staff.actor, *_asked(request))
    return await screen(request, staff, "backoffice/queue/presence.html", block="presence", rows=rows)


@get(f"{PATH}/live")
async def queue_changes(request: AnyRequest) -> Stream:
    """Tell an open queue each time that it changed, or that somebody opened or left a desk."""
    staff = await staff_member(request)
    check_decides(staff.actor)
    return stream(request, staff.actor.centre_id, "queue", TOPIC)


@post(f"{PATH}/next", status_code=200)
async def next_in_queue(request: AnyRequest) -> Response[str]:
    """Take the first document of the view that waits for nobody else, and open it."""
    staff = await staff_member(request)
    wanted = read_wanted({name: str(value) for name, value in (await request.form()).items()})
    await keep(request, wanted)
    taken = await take_next(staff.actor, settings_of(request).claim_lease_seconds, wanted=wanted)
    if taken is None:
        await tell(request, "nothing_left")
    return see_other(request, f"/backoffice/documents/{taken}" if taken else address(wanted))


def _asked(request: AnyRequest) -> tuple[Wanted, Place | None]:
    told = dict(request.query_params.items())
    return read_wanted(told), Place.read(str(told.get("after", "")))


ROUTES = [show_queue, show_presence, queue_changes, next_in_queue]
