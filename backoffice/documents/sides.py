"""Both sides of a card: the desk shows them on one page, and takes them apart again."""

from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath

from backoffice.documents.desk import PATH, desk
from backoffice.documents.forms import LowerSideForm, PageNumber
from dossier.documents.lay_under import lay_under
from dossier.documents.take_apart import take_apart
from dossier.people.staff import Staff
from web.forms import NotAChoice, read
from web.pages import fragment_wanted, see_other
from web.scope import AnyRequest
from web.staff import staff_member

_SIDES = f"{PATH}/pages/{{page_id:uuid}}/sides"


@post(_SIDES, status_code=200)
async def join(request: AnyRequest, document_id: FromPath[UUID], page_id: FromPath[UUID]) -> Response[str]:
    """Show a page and the next one of a document that one has in hand on one page."""
    staff = await staff_member(request)
    form = await read(request, LowerSideForm)
    if form.value is None:
        raise NotAChoice
    await lay_under(staff.actor, document_id, page_id, form.value.under)
    return await _pages(request, staff, document_id, form.value.page)


@post(f"{_SIDES}/removal", status_code=200)
async def part(request: AnyRequest, document_id: FromPath[UUID], page_id: FromPath[UUID]) -> Response[str]:
    """Make two pages of it again."""
    staff = await staff_member(request)
    form = await read(request, PageNumber)
    if form.value is None:
        raise NotAChoice
    await take_apart(staff.actor, document_id, page_id)
    return await _pages(request, staff, document_id, form.value.page)


async def _pages(request: AnyRequest, staff: Staff, document_id: UUID, number: int) -> Response[str]:
    """Show the pages anew, or lead back to the desk."""
    if fragment_wanted(request):
        return await desk(request, staff, document_id, block="pages", number=number)
    return see_other(request, f"/backoffice/documents/{document_id}?page={number}")


ROUTES = [join, part]
