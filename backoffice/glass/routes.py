"""Break the glass of a file or a document; put the notice of it away; review what was broken."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.glass.asking import address_of, ask_reason
from backoffice.glass.forms import GlassForm, ReviewForm
from backoffice.glass.words import OUTCOMES, REASONS
from backoffice.screen import screen, tell
from dossier.glass.break_ import GlassReasonNeeded, Pane, break_glass
from dossier.glass.put_away import put_away
from dossier.glass.queries import breaks
from dossier.glass.review import review_break
from web.forms import NotAChoice, read
from web.pages import see_other
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

PATH = "/backoffice/glass"


@post("/backoffice/files/{file_id:uuid}/glass", status_code=200)
async def break_file(request: AnyRequest, file_id: FromPath[UUID]) -> Response[str]:
    """Open a file of others for a while."""
    return await _break(request, Pane(social_file_id=file_id))


@post("/backoffice/documents/{document_id:uuid}/glass", status_code=200)
async def break_document(request: AnyRequest, document_id: FromPath[UUID]) -> Response[str]:
    """Open a document of others for a while."""
    return await _break(request, Pane(document_id=document_id))


@get(PATH)
async def show_breaks(request: AnyRequest) -> Response[str]:
    """Show what was opened behind glass, what nobody reviewed first."""
    staff = await staff_member(request)
    return await screen(
        request,
        staff,
        "backoffice/glass/breaks.html",
        breaks=await breaks(staff.actor),
        reasons=REASONS,
        outcomes=OUTCOMES,
    )


@post(f"{PATH}/{{break_id:uuid}}/review", status_code=200)
async def review(request: AnyRequest, break_id: FromPath[UUID]) -> Response[str]:
    """Keep what a reviewer found."""
    staff = await staff_member(request)
    form = await read(request, ReviewForm)
    if form.value is None:
        raise NotAChoice
    await review_break(staff.actor, break_id, form.value.outcome, form.value.note or "")
    await tell(request, "glass_reviewed")
    return see_other(request, PATH)


@post(f"{PATH}/{{break_id:uuid}}/notice", status_code=200)
async def read_notice(request: AnyRequest, break_id: FromPath[UUID]) -> Response[str]:
    """Put one's own notice away."""
    staff = await staff_member(request)
    await put_away(staff.actor, break_id)
    return see_other(request, "/backoffice/signals")


async def _break(request: AnyRequest, pane: Pane) -> Response[str]:
    staff = await staff_member(request)
    form = await read(request, GlassForm)
    told = form.value
    reason, words = (told.reason, told.words or "") if told else (None, "")
    try:
        await break_glass(staff.actor, pane, reason, words, settings_of(request).glass_open_seconds)
    except GlassReasonNeeded as error:
        return await ask_reason(request, staff, pane, error, form.refused(error))
    return see_other(request, address_of(pane))


ROUTES = [break_file, break_document, show_breaks, review, read_notice]
