"""What becomes of a folder: it is closed, opened again, and once its time is over a person decides."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath

from backoffice.folders.forms import ReasonForm
from backoffice.folders.page import FOLDER, folder_page
from backoffice.folders.routes import PATH
from backoffice.screen import tell
from dossier.database.actor import Actor
from dossier.folders.archive import archive
from dossier.folders.close import close
from dossier.folders.destroy import destroy
from dossier.folders.errors import ReasonNeeded, SharedFile, StillKept
from dossier.folders.reopen import reopen
from web.forms import read
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest
from web.staff import staff_member


@post(f"{FOLDER}/closing", status_code=200)
async def close_folder(request: AnyRequest, folder_id: FromPath[UUID]) -> Response[str]:
    """Close a folder: the time runs for which it is kept."""
    staff = await staff_member(request)
    await close(staff.actor, folder_id)
    return await _done(request, folder_id, "folder_closed")


@post(f"{FOLDER}/reopening", status_code=200)
async def reopen_folder(request: AnyRequest, folder_id: FromPath[UUID]) -> Response[str]:
    """Open a folder again."""
    staff = await staff_member(request)
    await reopen(staff.actor, folder_id)
    return await _done(request, folder_id, "folder_reopened")


@post(f"{FOLDER}/destruction", status_code=200)
async def destroy_folder(request: AnyRequest, folder_id: FromPath[UUID]) -> Response[str]:
    """Destroy a folder with all that lies in it."""
    return await _end(request, folder_id, "destruction", destroy, "folder_destroyed")


@post(f"{FOLDER}/archiving", status_code=200)
async def archive_folder(request: AnyRequest, folder_id: FromPath[UUID]) -> Response[str]:
    """Keep a folder for good."""
    return await _end(request, folder_id, "archiving", archive, "folder_archived")


async def _end(
    request: AnyRequest,
    folder_id: UUID,
    asked: str,
    act: Callable[[Actor, UUID, str], Awaitable[object]],
    happened: str,
) -> Response[str]:
    staff = await staff_member(request)
    form = await read(request, ReasonForm)
    if form.value is None:
        return await folder_page(request, staff, folder_id, status=422, reason=form, asked=asked)
    try:
        await act(staff.actor, folder_id, form.value.reason or "")
    except (ReasonNeeded, StillKept, SharedFile) as error:
        refused = form.refused(error, "reason")
        return await folder_page(request, staff, folder_id, status=status_of(error), reason=refused, asked=asked)
    return await _done(request, folder_id, happened)


async def _done(request: AnyRequest, folder_id: UUID, happened: str) -> Response[str]:
    await tell(request, happened)
    return see_other(request, f"{PATH}/{folder_id}")


ROUTES = [close_folder, reopen_folder, destroy_folder, archive_folder]
