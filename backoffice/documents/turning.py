"""Turn a page: a new version of it is made, and the desk waits for it."""

from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath

from backoffice.documents.desk import PATH, desk
from backoffice.documents.forms import TurnForm
from dossier.documents.turn_page import turn_page
from web.forms import NotAChoice, read
from web.pages import fragment_wanted, see_other
from web.scope import AnyRequest
from web.staff import staff_member


@post(f"{PATH}/pages/{{page_id:uuid}}/turn", status_code=200)
async def turn(request: AnyRequest, document_id: FromPath[UUID], page_id: FromPath[UUID]) -> Response[str]:
    """Turn a page of a document that one has in hand."""
    staff = await staff_member(request)
    form = await read(request, TurnForm)
    if form.value is None:
        raise NotAChoice
    await turn_page(staff.actor, document_id, page_id, form.value.degrees)
    if fragment_wanted(request):
        return await desk(request, staff, document_id, block="pages", number=form.value.page)
    return see_other(request, f"/backoffice/documents/{document_id}?page={form.value.page}")


ROUTES = [turn]
