"""Validate a document under the profile that the form tells; find a person for it without JavaScript."""

from dataclasses import replace
from typing import get_args
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
    LanguageNeeded,
    ReferenceNeeded,
    SealWouldFall,
    SenderNeeded,
    TakenBackByDepositor,
    TypeNeeded,
    ValidityBeforeDate,
    ValidityNeeded,
    WordsNeeded,
)
from dossier.documents.suggest import Field
from dossier.documents.validate import validate
from dossier.errors import Conflict, Refused
from dossier.people.queries import find_beneficiaries
from web.forms import NotAChoice, read
from web.problems import status_of
from web.scope import AnyRequest, resources_of
from web.staff import staff_member

FIELDS: dict[type[Refused], str] = {
    TypeNeeded: "type_id",
    BeneficiaryNeeded: "beneficiary_id",
    FileNeeded: "beneficiary_id",
    FutureDate: "document_date",
    DateNeeded: "document_date",
    WordsNeeded: "words",
    ValidityNeeded: "valid_until",
    ValidityBeforeDate: "valid_until",
    SenderNeeded: "sender",
    ReferenceNeeded: "reference",
    LanguageNeeded: "language",
    SealWouldFall: "sealed_as",
}
"""Where the sentence of an error stands; every other above the form."""


@post(f"{PATH}/validation", status_code=200)
async def file_document(request: AnyRequest, document_id: FromPath[UUID]) -> Response[str]:
    """File a document, or hand it to a second reader, and go on to the next."""
    staff = await staff_member(request)
    form = await read(request, ProfileForm)
    if form.value is None:
        return await desk(request, staff, document_id, form, status=422)
    value = form.value
    try:
        reached = await validate(
            staff.actor,
            document_id,
            value.told,
            second_reader=value.second_reader,
            lowers_seal=value.lowers_seal,
        )
    except TakenBackByDepositor:
        return await onward(request, staff, document_id, "taken_back")
    except AlreadyDecided:
        raise  # whoever comes too late reads who was first, also where the document is no longer theirs to read
    except (Refused, Conflict) as error:
        refused = form.refused(error, FIELDS.get(type(error)) if isinstance(error, Refused) else None)
        return await desk(request, staff, document_id, refused, status=status_of(error))
    return await onward(request, staff, document_id, str(reached))


@post(f"{PATH}/beneficiaries", status_code=200)
async def look_for_person(request: AnyRequest, document_id: FromPath[UUID]) -> Response[str]:
    """Show the desk again with the people whom the typed words find."""
    staff = await staff_member(request)
    form = await read(request, ProfileForm)
    found = await find_beneficiaries(staff.actor, form.typed["person"], resources_of(request).cipher)
    return await desk(request, staff, document_id, form, found=once_each(found))


@post(f"{PATH}/suggestions", status_code=200)
async def take_suggestion(request: AnyRequest, document_id: FromPath[UUID]) -> Response[str]:
    """Show the desk again with a suggestion taken."""
    staff = await staff_member(request)
    form = await read(request, ProfileForm)
    name, _, value = form.typed["take"].partition(":")
    if name not in get_args(Field):
        raise NotAChoice
    taken = replace(form, typed={**form.typed, name: value}, errors={**form.errors, name: None})
    return await desk(request, staff, document_id, taken)


ROUTES = [file_document, look_for_person, take_suggestion]
