"""What happens to a kept paper: it is handed back, lies elsewhere, is destroyed; or it was the wrong line."""

from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath

from backoffice.kept_papers.forms import PlaceForm, ReasonForm, ReceiverForm
from backoffice.kept_papers.page import PATH, paper_page
from backoffice.screen import tell
from dossier.kept_papers.destroy import destroy
from dossier.kept_papers.errors import PlaceNeeded, ReasonNeeded, ReceiverNeeded, StillKept, UntilPast
from dossier.kept_papers.hand_back import hand_back
from dossier.kept_papers.move import move
from dossier.kept_papers.undo import undo
from web.forms import read
from web.pages import see_other
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

_PAPER = f"{PATH}/{{paper_id:uuid}}"


@post(f"{_PAPER}/handing-back", status_code=200)
async def hand_paper_back(request: AnyRequest, paper_id: FromPath[UUID]) -> Response[str]:
    """Note who took the paper."""
    staff = await staff_member(request)
    form = await read(request, ReceiverForm)
    if form.value is None:
        return await paper_page(request, staff, paper_id, status=422, receiver=form)
    try:
        await hand_back(staff.actor, paper_id, form.value.received_by or "")
    except ReceiverNeeded as error:
        return await paper_page(request, staff, paper_id, status=422, receiver=form.refused(error, "received_by"))
    return await _done(request, paper_id, "paper_handed_back")


@post(f"{_PAPER}/place", status_code=200)
async def move_paper(request: AnyRequest, paper_id: FromPath[UUID]) -> Response[str]:
    """Note where the paper lies now, and until when it is kept."""
    staff = await staff_member(request)
    form = await read(request, PlaceForm)
    if form.value is None:
        return await paper_page(request, staff, paper_id, status=422, place=form)
    try:
        await move(staff.actor, paper_id, form.value.place or "", form.value.until)
    except PlaceNeeded as error:
        return await paper_page(request, staff, paper_id, status=422, place=form.refused(error, "place"))
    except UntilPast as error:
        return await paper_page(request, staff, paper_id, status=422, place=form.refused(error, "until"))
    return await _done(request, paper_id, "paper_moved")


@post(f"{_PAPER}/destruction", status_code=200)
async def destroy_paper(request: AnyRequest, paper_id: FromPath[UUID]) -> Response[str]:
    """Note that the paper is destroyed, and why."""
    staff = await staff_member(request)
    form = await read(request, ReasonForm)
    if form.value is None:
        return await paper_page(request, staff, paper_id, status=422, reason=form)
    try:
        await destroy(staff.actor, paper_id, form.value.reason or "")
    except (ReasonNeeded, StillKept) as error:
        return await paper_page(request, staff, paper_id, status=422, reason=form.refused(error, "reason"))
    return await _done(request, paper_id, "paper_destroyed")


@post(f"{_PAPER}/undoing", status_code=200)
async def undo_paper(request: AnyRequest, paper_id: FromPath[UUID]) -> Response[str]:
    """Take back that the paper is gone."""
    staff = await staff_member(request)
    await undo(staff.actor, paper_id, settings_of(request).kept_paper_undo_seconds)
    return await _done(request, paper_id, "paper_is_back")


async def _done(request: AnyRequest, paper_id: UUID, happened: str) -> Response[str]:
    await tell(request, happened)
    return see_other(request, f"{PATH}/{paper_id}")


ROUTES = [hand_paper_back, move_paper, destroy_paper, undo_paper]
