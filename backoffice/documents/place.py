"""Move a filed document to the person and the file to which it belongs."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.beneficiaries.routes import once_each
from backoffice.documents.desk import PATH
from backoffice.documents.forms import PlaceForm
from backoffice.screen import screen, tell
from dossier.documents.errors import BeneficiaryNeeded, FileNeeded
from dossier.documents.move import NotFiled, ReasonNeeded, SamePlace, move
from dossier.documents.review import review
from dossier.errors import Refused
from dossier.lifecycle import DocumentState
from dossier.people.queries import FoundBeneficiary, beneficiary, find_beneficiaries
from dossier.people.staff import Staff
from web.forms import Form, blank, read
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest, resources_of
from web.staff import staff_member

_FIELDS: dict[type[Refused], str] = {
    BeneficiaryNeeded: "beneficiary_id",
    FileNeeded: "beneficiary_id",
    SamePlace: "beneficiary_id",
    ReasonNeeded: "words",
}
"""Where the sentence of an error stands; every other above the form."""


@get(f"{PATH}/place")
async def show_place(request: AnyRequest, document_id: FromPath[UUID]) -> Response[str]:
    """Ask where a filed document belongs."""
    return await _ask(request, await staff_member(request), document_id, blank(PlaceForm), 200)


@post(f"{PATH}/place", status_code=200)
async def move_document(request: AnyRequest, document_id: FromPath[UUID]) -> Response[str]:
    """Move a document; find a person for it first, without JavaScript."""
    staff = await staff_member(request)
    form = await read(request, PlaceForm)
    if form.value is None:
        return await _ask(request, staff, document_id, form, 422)
    value = form.value
    if value.person and value.beneficiary_id is None:
        found = await find_beneficiaries(staff.actor, value.person, resources_of(request).cipher)
        return await _ask(request, staff, document_id, form, 200, once_each(found))
    try:
        breached = await move(
            staff.actor, document_id, value.beneficiary_id, value.file_number or "", value.words or ""
        )
    except Refused as error:
        refused = form.refused(error, _FIELDS.get(type(error)))
        return await _ask(request, staff, document_id, refused, status_of(error))
    await tell(request, "moved_read" if breached else "moved")
    return see_other(request, "/backoffice/queue")


async def _ask(
    request: AnyRequest,
    staff: Staff,
    document_id: UUID,
    form: Form[PlaceForm],
    status: int,
    found: list[FoundBeneficiary] | None = None,
) -> Response[str]:
    seen = await review(staff.actor, document_id)
    if seen.state is not DocumentState.VALIDATED:
        raise NotFiled
    chosen = form.value and form.value.beneficiary_id
    return await screen(
        request,
        staff,
        "backoffice/documents/place.html",
        status=status,
        review=seen,
        person=await beneficiary(staff.actor, seen.beneficiary_id) if seen.beneficiary_id else None,
        chosen=await beneficiary(staff.actor, chosen) if chosen else None,
        form=form,
        found=found,
    )


ROUTES = [show_place, move_document]
