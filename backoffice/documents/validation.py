"""Validate a document under the profile that the form tells; find a person for it without JavaScript."""

from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath

from backoffice.beneficiaries.routes import once_each
from backoffice.documents.desk import PATH, desk
from backoffice.documents.forms import ProfileForm
from backoffice.documents.onward import onward
from dossier.documents.errors import (
    AlreadyDecided,
    BeneficiaryNeeded,
    DateNeeded,
    FileNeeded,
    FutureDate,
    TypeNeeded,
    WordsNeeded,
)
from dossier.documents.profile import Profile
from dossier.documents.validate import validate
from dossier.errors import Conflict, Refused
from dossier.people.queries import find_beneficiaries
from web.forms import read
from web.problems import status_of
from web.scope import AnyRequest
from web.staff import staff_member

_FIELDS: dict[type[Refused], str] = {
    TypeNeeded: "type_id",
    BeneficiaryNeeded: "beneficiary_id",
    FileNeeded: "beneficiary_id",
    FutureDate: "document_date",
    DateNeeded: "document_date",
    WordsNeeded: "words",
}
"""Where the sentence of an error stands; every other above the form."""


@post(f"{PATH}/validation", status_code=200)
async def file_document(request: AnyRequest, document_id: FromPath[UUID]) -> Response[str]:
    """File a document, or hand it to a second reader, and go on to the next."""
    staff = await staff_member(request)
    form = await read(request, ProfileForm)
    if form.value is None:
        return await desk(request, staff, document_id, form, status=422)
    told = Profile(
        type_id=form.value.type_id,
        beneficiary_id=form.value.beneficiary_id,
        document_date=form.value.document_date,
        words=form.value.words or "",
    )
    try:
        reached = await validate(staff.actor, document_id, told)
    except AlreadyDecided:
        raise  # whoever comes too late reads who was first, also where the document is no longer theirs to read
    except (Refused, Conflict) as error:
        refused = form.refused(error, _FIELDS.get(type(error)) if isinstance(error, Refused) else None)
        return await desk(request, staff, document_id, refused, status=status_of(error))
    return await onward(request, staff, document_id, str(reached))


@post(f"{PATH}/beneficiaries", status_code=200)
async def look_for_person(request: AnyRequest, document_id: FromPath[UUID]) -> Response[str]:
    """Show the desk again with the people whom the typed words find."""
    staff = await staff_member(request)
    form = await read(request, ProfileForm)
    found = await find_beneficiaries(staff.actor, form.typed["person"], request.app.state.resources.cipher)
    return await desk(request, staff, document_id, form, found=once_each(found))


ROUTES = [file_document, look_for_person]
