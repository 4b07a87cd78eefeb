"""Add a file to a folder: a form with its file, which lies there at once."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.folders.forms import WORDS_MAX_CHARACTERS, AddedForm
from backoffice.folders.page import FOLDER
from backoffice.folders.routes import PATH
from backoffice.folders.words import FIELDS
from backoffice.registrations.new import ACCEPTED
from backoffice.screen import screen, tell
from dossier.errors import Conflict, Refused
from dossier.folders.add import add_document
from dossier.folders.choices import folder_types
from dossier.folders.errors import NotYourFolders
from dossier.folders.queries import opened
from dossier.folders.values import FolderProfile
from dossier.ids import new_id
from dossier.people.staff import Staff
from dossier.registrations.errors import NothingToRegister
from web.catalogues import language
from web.forms import Form, blank, read_texts
from web.multipart import BrokenForm
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest, resources_of
from web.staff import staff_member
from web.uploads import Upload, uploaded


@get(f"{FOLDER}/documents")
async def show_adding(request: AnyRequest, folder_id: FromPath[UUID]) -> Response[str]:
    """Ask for the file, and what it is."""
    return await _form(request, await staff_member(request), folder_id, blank(AddedForm, deposit_id=str(new_id())))


@post(f"{FOLDER}/documents", request_max_body_size=None, status_code=200)
async def add_file(request: AnyRequest, folder_id: FromPath[UUID]) -> Response[str]:
    """Add a file, and show the folder."""
    staff = await staff_member(request)
    await _check(staff, folder_id)  # before a file of any size is read
    form: Form[AddedForm] = blank(AddedForm, deposit_id=str(new_id()))
    try:
        async with uploaded(request) as upload:
            form = read_texts(upload.texts, AddedForm)
            if form.value is None and not form.typed["deposit_id"]:
                raise BrokenForm
            if form.value is None:
                return await _form(request, staff, folder_id, form, status=422)
            await _add(request, staff, folder_id, form.value, upload)
    except (Refused, Conflict) as error:
        refused = form.refused(error, FIELDS.get(type(error), "file"))
        return await _form(request, staff, folder_id, refused, status=status_of(error))
    await tell(request, "folder_document_added")
    return see_other(request, f"{PATH}/{folder_id}")


async def _add(request: AnyRequest, staff: Staff, folder_id: UUID, told: AddedForm, upload: Upload) -> None:
    files = upload.files_of("file")
    if not files:
        raise NothingToRegister
    profile = FolderProfile(
        folder_id=folder_id,
        type_id=told.folder_type,
        document_date=told.folder_date,
        words=told.folder_words or "",
        sender=told.folder_sender or "",
        reference=told.folder_reference or "",
    )
    resources = resources_of(request)
    await add_document(resources, staff.actor, told.deposit_id, profile, files[0].received, language())


async def _check(staff: Staff, folder_id: UUID) -> None:
    if not (await opened(staff.actor, folder_id)).row.fills:
        raise NotYourFolders


async def _form(
    request: AnyRequest, staff: Staff, folder_id: UUID, form: Form[AddedForm], *, status: int = 200
) -> Response[str]:
    await _check(staff, folder_id)
    row = (await opened(staff.actor, folder_id)).row
    return await screen(
        request,
        staff,
        "backoffice/folders/adding.html",
        status=status,
        folder=row,
        types=[each for each in await folder_types(staff.actor) if each.is_of(row.department_code)],
        form=form,
        accepted=ACCEPTED,
        words_max=WORDS_MAX_CHARACTERS,
    )


ROUTES = [show_adding, add_file]
