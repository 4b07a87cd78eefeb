"""Ask a paper again that was answered, with a reason; and take that back."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.requests.forms import ReopeningForm
from backoffice.requests.routes import PATH
from backoffice.requests.words import AGAIN
from backoffice.screen import screen, tell
from dossier.people.staff import Staff
from dossier.requests.close_again import close_again
from dossier.requests.errors import NotAnswered, ReopenReasonNeeded, ReopenWordsNeeded
from dossier.requests.queries import request as load
from dossier.requests.reopen import reopen
from web.forms import Form, blank, read
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest
from web.staff import staff_member

_HERE = f"{PATH}/{{request_id:uuid}}/items/{{item_id:uuid}}/reopening"


@get(_HERE)
async def ask_reopening(request: AnyRequest, request_id: FromPath[UUID], item_id: FromPath[UUID]) -> Response[str]:
    """Ask why the document is not enough."""
    return await _ask(request, await staff_member(request), (request_id, item_id), blank(ReopeningForm), 200)


@post(_HERE, status_code=200)
async def reopen_item(request: AnyRequest, request_id: FromPath[UUID], item_id: FromPath[UUID]) -> Response[str]:
    """Ask the paper again."""
    staff = await staff_member(request)
    form = await read(request, ReopeningForm)
    if form.value is None:
        return await _ask(request, staff, (request_id, item_id), form, 422)
    try:
        await reopen(staff.actor, request_id, item_id, form.value.reason, form.value.note or "")
    except (ReopenReasonNeeded, ReopenWordsNeeded) as error:
        wrong = "reason" if isinstance(error, ReopenReasonNeeded) else "note"
        return await _ask(request, staff, (request_id, item_id), form.refused(error, wrong), status_of(error))
    await tell(request, "reopened")
    return see_other(request, f"{PATH}/{request_id}")


@post(f"{_HERE}/removal", status_code=200)
async def take_back_reopening(
    request: AnyRequest, request_id: FromPath[UUID], item_id: FromPath[UUID]
) -> Response[str]:
    """Have the document be enough after all."""
    staff = await staff_member(request)
    await close_again(staff.actor, request_id, item_id)
    await tell(request, "closed_again")
    return see_other(request, f"{PATH}/{request_id}")


async def _ask(
    request: AnyRequest, staff: Staff, which: tuple[UUID, UUID], form: Form[ReopeningForm], status: int
) -> Response[str]:
    request_id, item_id = which
    seen = await load(staff.actor, request_id)
    item = next((each for each in seen.items if each.id == item_id and each.document_id), None)
    if item is None:
        raise NotAnswered
    template = "backoffice/requests/reopening.html"
    return await screen(request, staff, template, status=status, form=form, seen=seen, item=item, reasons=AGAIN)


ROUTES = [ask_reopening, reopen_item, take_back_reopening]
