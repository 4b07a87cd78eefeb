"""The corners of a page: shown over the photo in the page's own place, set by whoever has the document in hand."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from backoffice.documents.desk import PATH, desk
from backoffice.documents.forms import PageNumber
from backoffice.screen import screen
from dossier.documents.page_in_hand import corners_in_hand
from dossier.documents.set_corners import set_corners
from dossier.errors import Refused
from dossier.people.staff import Staff
from web.corners import BOUNDS, Asked, read_corners, shown_corners
from web.forms import Form, NotAChoice, read
from web.pages import fragment_wanted, see_other
from web.scope import AnyRequest
from web.staff import staff_member

_CORNERS = f"{PATH}/pages/{{page_id:uuid}}/corners"


@get(_CORNERS)
async def look(
    request: AnyRequest, document_id: FromPath[UUID], page_id: FromPath[UUID], page: FromQuery[int] = 1
) -> Response[str]:
    """Show the photo with the corners that hold; lead back while the page is being made."""
    return await _editor(request, await staff_member(request), document_id, page_id, page)


@post(_CORNERS, status_code=200)
async def place(request: AnyRequest, document_id: FromPath[UUID], page_id: FromPath[UUID]) -> Response[str]:
    """Set the corners of a page of a document that one has in hand."""
    staff = await staff_member(request)
    at, form = (await read(request, PageNumber)).value, await read_corners(request)
    if at is None:
        raise NotAChoice
    if form.value is None:
        return await _editor(request, staff, document_id, page_id, at.page, form)
    try:
        await set_corners(staff.actor, document_id, page_id, form.value.quad)
    except Refused as error:
        return await _editor(request, staff, document_id, page_id, at.page, form.refused(error))
    return await _pages(request, staff, document_id, at.page)


async def _editor(
    request: AnyRequest, staff: Staff, document_id: UUID, page_id: UUID, number: int, form: Form[Asked] | None = None
) -> Response[str]:
    view = await corners_in_hand(staff.actor, document_id, page_id)
    if view is None:
        return await _pages(request, staff, document_id, number)
    return await screen(
        request,
        staff,
        "backoffice/documents/corners.html",
        block="editor",
        status=200 if form is None else 422,
        document_id=document_id,
        page_id=page_id,
        number=number,
        view=view,
        in_desk=fragment_wanted(request),
        form=form or shown_corners(view),
        bounds=BOUNDS,
    )


async def _pages(request: AnyRequest, staff: Staff, document_id: UUID, number: int) -> Response[str]:
    """Lead back to the desk, where the page is made anew."""
    if fragment_wanted(request):
        return await desk(request, staff, document_id, block="pages", number=number)
    return see_other(request, f"/backoffice/documents/{document_id}?page={number}")


ROUTES = [look, place]
