"""The page of one folder: every act on it answers by it."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.folders.forms import WORDS_MAX_CHARACTERS, ReasonForm, SoughtForm
from backoffice.folders.routes import PATH
from backoffice.folders.words import AFTERWARDS, STATES
from backoffice.screen import screen
from dossier.folders.queries import opened
from dossier.folders.values import REASON_MAX_CHARACTERS
from dossier.people.access import check_decides
from dossier.people.staff import Staff
from web.forms import Form, blank, read
from web.scope import AnyRequest
from web.staff import staff_member

FOLDER = f"{PATH}/{{folder_id:uuid}}"
_SOUGHT: Form[SoughtForm] = blank(SoughtForm)
_REASON: Form[ReasonForm] = blank(ReasonForm)


@get(FOLDER)
async def show_folder(request: AnyRequest, folder_id: FromPath[UUID]) -> Response[str]:
    """Show a folder with what lies in it."""
    return await folder_page(request, await staff_member(request), folder_id)


@post(f"{FOLDER}/search", status_code=200)
async def search_folder(request: AnyRequest, folder_id: FromPath[UUID]) -> Response[str]:
    """Show what was sought in a folder."""
    staff = await staff_member(request)
    check_decides(staff.actor)
    form = await read(request, SoughtForm)
    return await folder_page(request, staff, folder_id, sought=form, status=200 if form.value else 422)


async def folder_page(
    request: AnyRequest,
    staff: Staff,
    folder_id: UUID,
    *,
    status: int = 200,
    sought: Form[SoughtForm] = _SOUGHT,
    reason: Form[ReasonForm] = _REASON,
    asked: str = "",
) -> Response[str]:
    """Answer the page of a folder, with what was typed; `asked`: the act for which a reason was typed.

    Raises NotYourWork, NoSuchFolder.
    """
    return await screen(
        request,
        staff,
        "backoffice/folders/folder.html",
        status=status,
        opened=await opened(staff.actor, folder_id, sought.typed["words"]),
        states=STATES,
        afterwards=AFTERWARDS,
        sought=sought,
        reason_form=reason,
        asked=asked,
        words_max=WORDS_MAX_CHARACTERS,
        reason_max=REASON_MAX_CHARACTERS,
    )


ROUTES = [show_folder, search_folder]
