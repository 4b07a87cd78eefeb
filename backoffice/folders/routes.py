"""The list of folders: those that were sought, those that wait for a decision; begin one."""

from litestar import Response, get, post

from backoffice.folders.forms import WORDS_MAX_CHARACTERS, NewFolderForm, SoughtForm
from backoffice.folders.words import AFTERWARDS, STATES
from backoffice.screen import screen, tell
from dossier.errors import Refused
from dossier.folders.begin import begin_folder
from dossier.folders.choices import managed
from dossier.folders.errors import (
    DepartmentNeeded,
    MonthsNeeded,
    NotYourFolders,
    ReferenceNeeded,
    ReferenceTaken,
    TitleNeeded,
)
from dossier.folders.queries import due_count, folders
from dossier.folders.values import REFERENCE_MAX_CHARACTERS, TITLE_MAX_CHARACTERS, NewFolder
from dossier.people.access import check_decides
from dossier.people.queries import departments
from dossier.people.staff import Staff
from web.forms import Form, blank, read
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest
from web.staff import staff_member

PATH = "/backoffice/folders"
_FIELDS: dict[type[Refused], str] = {
    DepartmentNeeded: "department",
    ReferenceNeeded: "reference",
    ReferenceTaken: "reference",
    TitleNeeded: "title",
    MonthsNeeded: "months",
}
"""Where the sentence of an error stands."""


@get(PATH)
async def show_folders(request: AnyRequest) -> Response[str]:
    """Show the folders that one may see, the open ones first."""
    return await _list(request, await staff_member(request), blank(SoughtForm))


@post(f"{PATH}/search", status_code=200)
async def search_folders(request: AnyRequest) -> Response[str]:
    """Show the folders that were sought."""
    staff = await staff_member(request)
    check_decides(staff.actor)
    form = await read(request, SoughtForm)
    return await _list(request, staff, form, status=200 if form.value else 422)


@get(f"{PATH}/due")
async def show_due(request: AnyRequest) -> Response[str]:
    """Show the folders whose time is over, and that wait for a decision."""
    return await _list(request, await staff_member(request), blank(SoughtForm), due=True)


@get(f"{PATH}/new")
async def show_new(request: AnyRequest) -> Response[str]:
    """Ask what is needed to begin a folder."""
    staff = await staff_member(request)
    codes = await managed(staff.actor)
    form = blank(NewFolderForm, department=codes[0] if codes else "", months="120", afterwards="destroy")
    return await _new(request, staff, form)


@post(PATH, status_code=200)
async def begin(request: AnyRequest) -> Response[str]:
    """Begin a folder, and open it."""
    staff = await staff_member(request)
    check_decides(staff.actor)
    form = await read(request, NewFolderForm)
    if form.value is None:
        return await _new(request, staff, form, status=422)
    told = NewFolder(
        department_code=form.value.department or "",
        reference=form.value.reference or "",
        title=form.value.title or "",
        months=form.value.months,
        afterwards=form.value.afterwards,
    )
    try:
        folder_id = await begin_folder(staff.actor, told)
    except Refused as error:
        return await _new(request, staff, form.refused(error, _FIELDS.get(type(error))), status=status_of(error))
    await tell(request, "folder_begun")
    return see_other(request, f"{PATH}/{folder_id}")


async def _new(request: AnyRequest, staff: Staff, form: Form[NewFolderForm], *, status: int = 200) -> Response[str]:
    check_decides(staff.actor)
    own = await managed(staff.actor)
    if not own:
        raise NotYourFolders
    return await screen(
        request,
        staff,
        "backoffice/folders/new.html",
        status=status,
        form=form,
        departments=[each for each in await departments(staff.actor) if each.code in own],
        afterwards=AFTERWARDS,
        reference_max=REFERENCE_MAX_CHARACTERS,
        title_max=TITLE_MAX_CHARACTERS,
    )


async def _list(
    request: AnyRequest, staff: Staff, form: Form[SoughtForm], *, due: bool = False, status: int = 200
) -> Response[str]:
    found = await folders(staff.actor, form.typed["words"], department=form.typed["of"], due=due)
    return await screen(
        request,
        staff,
        "backoffice/folders/folders.html",
        status=status,
        listed=found,
        due=due,
        due_count=found.count if due else await due_count(staff.actor),
        manages=await managed(staff.actor),
        departments=await departments(staff.actor),
        states=STATES,
        form=form,
        words_max=WORDS_MAX_CHARACTERS,
    )


ROUTES = [show_folders, search_folders, show_due, show_new, begin]
