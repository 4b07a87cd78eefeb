"""Words sought inside a file. They stay in the session, so that pages can mark them and no address holds them."""

from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath

from backoffice.files.forms import SoughtForm
from backoffice.files.page import PATH, remember_sought
from dossier.files.opened import check_file
from web.forms import read
from web.pages import see_other
from web.scope import AnyRequest
from web.staff import staff_member


@post(f"{PATH}/search", status_code=200)
async def seek(request: AnyRequest, social_file_id: FromPath[UUID]) -> Response[str]:
    """Keep the words; show the documents of the file whose pages hold them, or the one of them that was chosen."""
    staff = await staff_member(request)
    await check_file(staff.actor, social_file_id)
    form = await read(request, SoughtForm)
    words = (form.value.words if form.value else None) or ""
    await remember_sought(request, social_file_id, words)
    here = f"/backoffice/files/{social_file_id}"
    if form.value and form.value.document_id:
        return see_other(request, f"{here}/documents/{form.value.document_id}?list=words&page={form.value.page}")
    return see_other(request, f"{here}?list={'words' if words else 'nature'}")


ROUTES = [seek]
