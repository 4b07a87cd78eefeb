"""Who is let in to the folders of a department: give a key, take one back."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.folders.forms import KeyForm
from backoffice.folders.routes import PATH as FOLDERS
from backoffice.folders.words import MAY
from backoffice.screen import screen, tell
from dossier.folders.choices import managed
from dossier.folders.errors import HolderNeeded
from dossier.folders.keys import give_key, keys, take_key
from dossier.people.access import check_decides
from dossier.people.queries import departments
from dossier.people.staff import Staff
from web.forms import Form, blank, read
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest
from web.staff import staff_member

PATH = f"{FOLDERS}/keys"


@get(PATH)
async def show_keys(request: AnyRequest) -> Response[str]:
    """Show who is let in, and ask for one more."""
    staff = await staff_member(request)
    return await _list(request, staff, blank(KeyForm))


@post(PATH, status_code=200)
async def add_key(request: AnyRequest) -> Response[str]:
    """Let a department in."""
    staff = await staff_member(request)
    check_decides(staff.actor)
    form = await read(request, KeyForm)
    if form.value is None:
        return await _list(request, staff, form, status=422)
    try:
        await give_key(staff.actor, form.value.department or "", form.value.holder or "", form.value.may)
    except HolderNeeded as error:
        return await _list(request, staff, form.refused(error), status=status_of(error))
    await tell(request, "folder_key_given")
    return see_other(request, PATH)


@post(f"{PATH}/{{folder_key_id:uuid}}/removal", status_code=200)
async def remove_key(request: AnyRequest, folder_key_id: FromPath[UUID]) -> Response[str]:
    """Let a department in no more."""
    staff = await staff_member(request)
    check_decides(staff.actor)
    await take_key(staff.actor, folder_key_id)
    await tell(request, "folder_key_taken")
    return see_other(request, PATH)


async def _list(request: AnyRequest, staff: Staff, form: Form[KeyForm], *, status: int = 200) -> Response[str]:
    check_decides(staff.actor)
    return await screen(
        request,
        staff,
        "backoffice/folders/keys.html",
        status=status,
        keys=await keys(staff.actor),
        own=await managed(staff.actor),
        departments=await departments(staff.actor),
        may=MAY,
        form=form,
    )


ROUTES = [show_keys, add_key, remove_key]
