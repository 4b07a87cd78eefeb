"""The corners of a page: a person sees them over the photo, moves them, and a clean page is made anew."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from dossier.deposits.corners import own_corners
from dossier.deposits.set_corners import set_corners
from dossier.errors import Refused
from kiosk.deposit.begun import begun, paper_in
from kiosk.screens import screen
from web.corners import BOUNDS, Asked, read_corners, shown_corners
from web.forms import Form
from web.pages import see_other
from web.scope import AnyRequest

PATH = "/kiosk/deposit/papers/{paper_id:uuid}/pages/{page_id:uuid}/corners"


@get(PATH)
async def look(request: AnyRequest, paper_id: FromPath[UUID], page_id: FromPath[UUID]) -> Response[str]:
    """Show the photo with the corners that hold; lead back while the page is being made."""
    return await _screen(request, paper_id, page_id)


@post(PATH)
async def place(request: AnyRequest, paper_id: FromPath[UUID], page_id: FromPath[UUID]) -> Response[str]:
    """Set the corners, and lead back to where the page is made anew."""
    visit, view = await begun(request)
    form = await read_corners(request)
    if form.value is None:
        return await _screen(request, paper_id, page_id, form)
    try:
        await set_corners(visit.actor, view.id, page_id, form.value.quad)
    except Refused as error:
        return await _screen(request, paper_id, page_id, form.refused(error))
    return see_other(request, _back(paper_id, page_id))


async def _screen(request: AnyRequest, paper_id: UUID, page_id: UUID, form: Form[Asked] | None = None) -> Response[str]:
    visit, view = await begun(request)
    corners = await own_corners(visit.actor, view.id, page_id)
    if corners is None:
        return see_other(request, _back(paper_id, page_id))
    shown, status = (shown_corners(corners), 200) if form is None else (form, 422)
    return screen(
        request,
        "kiosk/deposit/corners.html",
        status=status,
        deposit=view,
        paper=paper_in(view, paper_id),
        page_id=page_id,
        view=corners,
        form=shown,
        bounds=BOUNDS,
    )


def _back(paper_id: UUID, page_id: UUID) -> str:
    """Return where the page is shown large: the corners are set from there."""
    return f"/kiosk/deposit/papers/{paper_id}?shown={page_id}"


ROUTES = [look, place]
