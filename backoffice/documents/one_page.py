"""Keep one page of a photo on which several papers were seen: it is made anew, and the desk waits for it."""

from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath

from backoffice.documents.desk import PATH, desk
from backoffice.documents.forms import PageNumber
from dossier.documents.keep_one_page import keep_one_page
from web.forms import NotAChoice, read
from web.pages import fragment_wanted, see_other
from web.scope import AnyRequest
from web.staff import staff_member


@post(f"{PATH}/pages/{{page_id:uuid}}/one-page", status_code=200)
async def keep(request: AnyRequest, document_id: FromPath[UUID], page_id: FromPath[UUID]) -> Response[str]:
    """Make one page of the photo of a page of a document that one has in hand."""
    staff = await staff_member(request)
    form = await read(request, PageNumber)
    if form.value is None:
        raise NotAChoice
    await keep_one_page(staff.actor, document_id, page_id)
    if fragment_wanted(request):
        return await desk(request, staff, document_id, block="pages", number=form.value.page)
    return see_other(request, f"/backoffice/documents/{document_id}?page={form.value.page}")


ROUTES = [keep]
