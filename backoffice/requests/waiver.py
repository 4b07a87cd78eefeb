"""Waive what is missing, with a reason; and take that back."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.requests.forms import WaiverForm
from backoffice.requests.routes import PATH
from backoffice.requests.words import REASONS
from backoffice.screen import screen, tell
from dossier.people.staff import Staff
from dossier.requests.errors import WaiveReasonNeeded, WaiveWordsNeeded
from dossier.requests.queries import request as load
from dossier.requests.resume import resume
from dossier.requests.waive import waive
from web.forms import Form, blank, read
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest
from web.staff import staff_member

_HERE = f"{PATH}/{{request_id:uuid}}/waiver"


@get(_HERE)
async def ask_waiver(request: AnyRequest, request_id: FromPath[UUID]) -> Response[str]:
    """Ask why."""
    return await _ask(request, await staff_member(request), request_id, blank(WaiverForm), 200)


@post(_HERE, status_code=200)
async def waive_request(request: AnyRequest, request_id: FromPath[UUID]) -> Response[str]:
    """Waive what is missing."""
    staff = await staff_member(request)
    form = await read(request, WaiverForm)
    if form.value is None:
        return await _ask(request, staff, request_id, form, 422)
    try:
        await waive(staff.actor, request_id, form.value.reason, form.value.note or "")
    except WaiveReasonNeeded as error:
        return await _ask(request, staff, request_id, form.refused(error, "reason"), status_of(error))
    except WaiveWordsNeeded as error:
        return await _ask(request, staff, request_id, form.refused(error, "note"), status_of(error))
    await tell(request, "waived")
    return see_other(request, f"{PATH}/{request_id}")


@post(f"{_HERE}/removal", status_code=200)
async def take_back_waiver(request: AnyRequest, request_id: FromPath[UUID]) -> Response[str]:
    """Take a waiver back."""
    staff = await staff_member(request)
    await resume(staff.actor, request_id)
    await tell(request, "resumed")
    return see_other(request, f"{PATH}/{request_id}")


async def _ask(
    request: AnyRequest, staff: Staff, request_id: UUID, form: Form[WaiverForm], status: int
) -> Response[str]:
    seen = await load(staff.actor, request_id)
    return await screen(
        request, staff, "backoffice/requests/waiver.html", status=status, form=form, seen=seen, reasons=REASONS
    )


ROUTES = [ask_waiver, waive_request, take_back_waiver]
