"""Send a document to a colleague or a department, with a word."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.documents.desk import PATH
from backoffice.documents.forms import SendingForm
from backoffice.documents.onward import onward
from backoffice.screen import screen
from dossier.documents.asking import asking_of
from dossier.documents.errors import AlreadyDecided, TakenBackByDepositor
from dossier.documents.send import send
from dossier.errors import Conflict, Refused
from dossier.people.office import colleagues, departments
from dossier.people.roles import DECIDES
from dossier.people.staff import Staff
from web.forms import Form, blank, read
from web.problems import status_of
from web.scope import AnyRequest
from web.staff import staff_member


@get(f"{PATH}/sending")
async def show_sending(request: AnyRequest, document_id: FromPath[UUID]) -> Response[str]:
    """Ask to whom: in the desk's dialog, or without JavaScript on a page of its own."""
    return await _ask(request, await staff_member(request), document_id, blank(SendingForm), 200)


@post(f"{PATH}/sending", status_code=200)
async def send_document(request: AnyRequest, document_id: FromPath[UUID]) -> Response[str]:
    """Send a document and go on to the next."""
    staff = await staff_member(request)
    form = await read(request, SendingForm)
    if form.value is None:
        return await _ask(request, staff, document_id, form, 422)
    department, _, username = (form.value.to or "").partition(":")
    try:
        await send(staff.actor, document_id, department, username, form.value.note or "")
    except TakenBackByDepositor:
        return await onward(request, staff, document_id, "taken_back")
    except AlreadyDecided:
        raise  # as where it is validated
    except (Refused, Conflict) as error:
        refused = form.refused(error, "to" if isinstance(error, Refused) else None)
        return await _ask(request, staff, document_id, refused, status_of(error))
    return await onward(request, staff, document_id, "sent")


async def _ask(
    request: AnyRequest, staff: Staff, document_id: UUID, form: Form[SendingForm], status: int
) -> Response[str]:
    return await screen(
        request,
        staff,
        "backoffice/documents/sending.html",
        block="form",
        status=status,
        document=await asking_of(staff.actor, document_id),
        departments=await departments(staff.actor),
        colleagues=await colleagues(staff.actor, DECIDES),
        sending=form,
    )


ROUTES = [show_sending, send_document]
