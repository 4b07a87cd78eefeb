"""Register a document from a social file: a form with its file, which is filed at once."""

from dataclasses import replace
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.files.page import PATH as FILE
from backoffice.registrations.forms import RegistrationForm
from backoffice.registrations.words import DIRECTIONS, SENT_BY
from backoffice.screen import screen, tell
from dossier import clock
from dossier.documents import errors as of_documents
from dossier.documents.profile import Profile
from dossier.errors import Refused
from dossier.ids import new_id
from dossier.interviews.begin import NotInFile
from dossier.people.staff import Staff
from dossier.phases.plan import Closed
from dossier.phases.queries import circuit_closed
from dossier.registrations.choices import choices
from dossier.registrations.enterprise_number import (
    ENTERPRISE_NUMBER_MAX_CHARACTERS,
    EnterpriseNumberMalformed,
    EnterpriseNumberMistyped,
)
from dossier.registrations.errors import (
    ADDRESSEE_MAX_CHARACTERS,
    AddresseeNeeded,
    EnterpriseNumberNeeded,
    FileTaken,
    NoEmailThere,
    NoMailServer,
    NoSuchAuthor,
    NotForMail,
    NothingToRegister,
    NotOfThisFile,
    SentByNeeded,
)
from dossier.registrations.folder import taken_from, waiting_files
from dossier.registrations.register import register
from dossier.registrations.values import NewRegistration
from dossier.storage.folder import NoSuchScan, ScanChanging
from dossier.thesaurus.queries import all_types
from web.forms import Form, blank, read_texts
from web.multipart import BrokenForm
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest, resources_of, settings_of
from web.staff import staff_member
from web.uploads import Upload, uploaded

PATH = f"{FILE}/registrations"
ACCEPTED = ".docx,.odt,application/pdf,image/jpeg,image/png,image/webp,image/tiff"
_FIELDS: dict[type[Exception], str] = {
    AddresseeNeeded: "addressee",
    SentByNeeded: "sent_by",
    EnterpriseNumberNeeded: "enterprise_number",
    EnterpriseNumberMalformed: "enterprise_number",
    EnterpriseNumberMistyped: "enterprise_number",
    NoMailServer: "sent_by",
    NoEmailThere: "sent_by",
    NotForMail: "sent_by",
    NoSuchAuthor: "author_id",
    NotOfThisFile: "answers_document_id",
    NotInFile: "beneficiary_id",
    of_documents.BeneficiaryNeeded: "beneficiary_id",
    of_documents.TypeNeeded: "type_id",
    of_documents.UnknownChoice: "type_id",
    of_documents.WordsNeeded: "words",
    of_documents.DateNeeded: "document_date",
    of_documents.FutureDate: "document_date",
}
"""Where a sentence stands; any other is about the file."""


@get(PATH)
async def show_new(request: AnyRequest, social_file_id: FromPath[UUID]) -> Response[str]:
    """Show the form, with what is known already."""
    staff = await staff_member(request)
    closed = await _closed(staff)
    form = blank(
        RegistrationForm,
        deposit_id=str(new_id()),
        direction=next((each for each in reversed(DIRECTIONS) if closed[each] is None), "outgoing"),
        document_date=clock.today().isoformat(),
        author_id=str(staff.actor.staff_id),
    )
    return await _form(request, staff, social_file_id, form)


@post(PATH, request_max_body_size=None, status_code=200)
async def register_document(request: AnyRequest, social_file_id: FromPath[UUID]) -> Response[str]:
    """Register a document, and show it in its file."""
    staff = await staff_member(request)
    await choices(staff.actor, social_file_id)  # before a file of any size is read
    form: Form[RegistrationForm] = blank(RegistrationForm, deposit_id=str(new_id()))
    try:
        async with uploaded(request) as upload:
            form = read_texts(upload.texts, RegistrationForm)
            if form.value is None and not form.typed["deposit_id"]:
                raise BrokenForm
            if form.value is None:
                return await _form(request, staff, social_file_id, form, status=422)
            document_id = await _register(request, staff, social_file_id, form.value, upload)
    except (Refused, NotInFile, FileTaken, NoSuchScan, ScanChanging) as error:
        field = _FIELDS.get(type(error), "file")
        return await _form(
            request, staff, social_file_id, form, status=status_of(error), refused=form.refused(error, field)
        )
    await tell(request, "document_registered", document=str(document_id))
    return see_other(request, f"/backoffice/files/{social_file_id}/documents/{document_id}")


async def _register(
    request: AnyRequest, staff: Staff, social_file_id: UUID, told: RegistrationForm, upload: Upload
) -> UUID:
    registration = NewRegistration(
        deposit_id=told.deposit_id,
        social_file_id=social_file_id,
        direction=told.direction,
        author_id=told.author_id,
        addressee=told.addressee or "",
        sent_by=told.sent_by,
        enterprise_number=told.enterprise_number or "",
        answers_document_id=told.answers_document_id,
        answers_request_id=told.answers_request_id,
        profile=Profile(
            type_id=told.type_id,
            beneficiary_id=told.beneficiary_id,
            document_date=told.document_date,
            words=told.words or "",
        ),
    )
    resources, files = resources_of(request), upload.files_of("file")
    if files:
        return await register(resources, staff.actor, registration, files[0].received)
    if told.entry is None:
        raise NothingToRegister
    async with taken_from(settings_of(request), staff.actor, told.entry) as file:
        return await register(resources, staff.actor, replace(registration, entry=told.entry), file)


async def _closed(staff: Staff) -> dict[str, Closed | None]:
    """Say of each register from when one's team keeps it; None: it does already."""
    return {each: await circuit_closed(staff.actor, each) for each in DIRECTIONS}


async def _form(
    request: AnyRequest,
    staff: Staff,
    social_file_id: UUID,
    form: Form[RegistrationForm],
    *,
    status: int = 200,
    refused: Form[RegistrationForm] | None = None,
) -> Response[str]:
    return await screen(
        request,
        staff,
        "backoffice/registrations/new.html",
        status=status,
        form=refused or form,
        choices=await choices(staff.actor, social_file_id),
        waiting=await waiting_files(settings_of(request), staff.actor),
        types=await all_types(staff.actor),
        directions=DIRECTIONS,
        closed=await _closed(staff),
        sent_by=SENT_BY,
        accepted=ACCEPTED,
        addressee_max=ADDRESSEE_MAX_CHARACTERS,
        ebox_leaves=bool(settings_of(request).ebox_url),
        enterprise_number_max=ENTERPRISE_NUMBER_MAX_CHARACTERS,
    )


ROUTES = [show_new, register_document]
