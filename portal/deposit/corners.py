"""The corners of a page: a depositor sees them over the photo, moves them, and a clean page is made anew."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from dossier.deposits.corners import own_corners
from dossier.deposits.queries import deposit
from dossier.deposits.set_corners import set_corners
from dossier.errors import Refused
from portal.deposit.pages import paper_path
from portal.returning import owner_of
from portal.visitor import Visitor
from web.corners import BOUNDS, Asked, read_corners, shown_corners
from web.forms import Form
from web.pages import page, see_other
from web.scope import AnyRequest

PATH = "/deposits/{deposit_id:uuid}/pages/{page_id:uuid}/corners"


@get(PATH)
async def look(request: AnyRequest, deposit_id: FromPath[UUID], page_id: FromPath[UUID]) -> Response[str]:
    """Show the photo with the corners that hold; lead back while the page is being made."""
    return await _screen(request, await owner_of(request, deposit_id), deposit_id, page_id)


@post(PATH)
async def place(request: AnyRequest, deposit_id: FromPath[UUID], page_id: FromPath[UUID]) -> Response[str]:
    """Set the corners, and lead back to where the page is made anew."""
    visitor = await owner_of(request, deposit_id)
    form = await read_corners(request)
    if form.value is None:
        return await _screen(request, visitor, deposit_id, page_id, form)
    try:
        await set_corners(visitor.actor, deposit_id, page_id, form.value.quad)
    except Refused as error:
        return await _screen(request, visitor, deposit_id, page_id, form.refused(error))
    return see_other(request, await _card(visitor, deposit_id, page_id))


async def _screen(
    request: AnyRequest, visitor: Visitor, deposit_id: UUID, page_id: UUID, form: Form[Asked] | None = None
) -> Response[str]:
    view = await own_corners(visitor.actor, deposit_id, page_id)
    back = await _card(visitor, deposit_id, page_id)
    if view is None:
        return see_other(request, back)
    shown, status = (shown_corners(view), 200) if form is None else (form, 422)
    return page(request, "portal/deposit/corners.html", status=status, back=back, view=view, form=shown, bounds=BOUNDS)


async def _card(visitor: Visitor, deposit_id: UUID, page_id: UUID) -> str:
    """Return where the page's card stands: the corners are set from there."""
    return f"{paper_path(await deposit(visitor.actor, deposit_id), page_id)}#page-{page_id}"


ROUTES = [look, place]
