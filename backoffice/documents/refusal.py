"""Refuse a document with a reason from the list, and a sentence of one's own."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.documents.desk import PATH
from backoffice.documents.forms import RefusalForm
from backoffice.documents.onward import onward
from backoffice.screen import screen
from dossier.documents.asking import asking_of
from dossier.documents.errors import AlreadyDecided, ReasonMissing, TakenBackByDepositor, UnknownChoice
from dossier.documents.refuse import refuse
from dossier.errors import Conflict
from dossier.people.staff import Staff
from dossier.thesaurus.queries import refusal_reasons
from web.forms import Form, blank, read
from web.problems import status_of
from web.scope import AnyRequest
from web.staff import staff_member


@get(f"{PATH}/refusal")
async def show_refusal(request: AnyRequest, document_id: FromPath[UUID]) -> Response[str]:
    """Ask for the reason: in the desk's dialog, or without JavaScript on a page of its own."""
    return await _ask(request, await staff_member(request), document_id, blank(RefusalForm), 200)


@post(f"{PATH}/refusal", status_code=200)
async def refuse_document(request: AnyRequest, document_id: FromPath[UUID]) -> Response[str]:
    """Refuse a document and go on to the next."""
    staff = await staff_member(request)
    form = await read(request, RefusalForm)
    if form.value is None:
        return await _ask(request, staff, document_id, form, 422)
    try:
        await refuse(staff.actor, document_id, form.value.reason_id, form.value.note or "", form.value.pages)
    except (ReasonMissing, UnknownChoice) as error:
        return await _ask(request, staff, document_id, form.refused(error, "reason_id"), status_of(error))
    except TakenBackByDepositor:
        return await onward(request, staff, document_id, "taken_back")
    except AlreadyDecided:
        raise  # as where it is validated
    except Conflict as error:
        return await _ask(request, staff, document_id, form.refused(error), status_of(error))
    return await onward(request, staff, document_id, "refused")


async def _ask(
    request: AnyRequest, staff: Staff, document_id: UUID, form: Form[RefusalForm], status: int
) -> Response[str]:
    return await screen(
        request,
        staff,
        "backoffice/documents/refusal.html",
        block="form",
        status=status,
        document=await asking_of(staff.actor, document_id),
        reasons=await refusal_reasons(staff.actor),
        refusal=form,
    )


ROUTES = [show_refusal, refuse_document]
