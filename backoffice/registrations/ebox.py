"""A letter that an enterprise's eBox did not take: sent again, or by post instead."""

from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath

from backoffice.files.page import PATH as FILE
from backoffice.files.page import Look, file_page
from backoffice.registrations.forms import EboxForm
from backoffice.screen import tell
from dossier.errors import Refused
from dossier.registrations.ebox_again import post_instead, send_again
from web.forms import read
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest
from web.staff import staff_member

PATH = f"{FILE}/documents/{{document_id:uuid}}/ebox"


@post(PATH, status_code=200)
async def send_letter_again(
    request: AnyRequest, social_file_id: FromPath[UUID], document_id: FromPath[UUID]
) -> Response[str]:
    """Have a letter sent again, to another number where the box did not know the one it had."""
    staff = await staff_member(request)
    form = await read(request, EboxForm)
    try:
        typed = "" if form.value is None else form.value.enterprise_number
        await send_again(staff.actor, social_file_id, document_id, typed or "")
    except Refused as error:
        look = Look(document_id=document_id)
        refused = form.refused(error, "enterprise_number")
        return await file_page(request, staff, social_file_id, look, status=status_of(error), ebox=refused)
    await tell(request, "ebox_again")
    return see_other(request, f"/backoffice/files/{social_file_id}/documents/{document_id}")


@post(f"{PATH}/post", status_code=200)
async def send_by_post(
    request: AnyRequest, social_file_id: FromPath[UUID], document_id: FromPath[UUID]
) -> Response[str]:
    """Note that a letter goes by post instead."""
    staff = await staff_member(request)
    await post_instead(staff.actor, social_file_id, document_id)
    await tell(request, "ebox_posted")
    return see_other(request, f"/backoffice/files/{social_file_id}/documents/{document_id}")


ROUTES = [send_letter_again, send_by_post]
