"""One batch: where each sheet went, and those that a person has to look at."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.batches.forms import AsideForm
from backoffice.batches.routes import PATH, scanner_here
from backoffice.batches.words import OTHER_PROBLEM, PROBLEMS, REASONS, SOURCES, TAKEN_BACK, WHY_WAITING
from backoffice.screen import screen, tell
from dossier.batches.dismiss import dismiss
from dossier.batches.file_sheet import file_sheet
from dossier.batches.queries import batch, sheet_picture
from dossier.batches.set_aside import set_aside
from dossier.batches.settle_count import settle_count
from dossier.batches.take_back import take_back
from web.forms import NotAChoice, read
from web.pages import see_other
from web.problems import sentence
from web.scope import AnyRequest, resources_of
from web.staff import staff_member

BATCH = f"{PATH}/{{batch_id:uuid}}"
_SHEET = f"{BATCH}/sheets/{{sheet:int}}"


@get(BATCH)
async def show_batch(request: AnyRequest, batch_id: FromPath[UUID]) -> Response[str]:
    """Show a batch; while the worker is at it, how far it is."""
    staff = await scanner_here(request)
    view = await batch(staff.actor, batch_id)
    return await screen(
        request,
        staff,
        "backoffice/batches/batch.html",
        block="batch",
        here=f"{PATH}/{batch_id}",
        batch=view.row,
        view=view,
        differs=sentence(view.row.differs) if view.row.differs else None,
        sources=SOURCES,
        reasons=REASONS,
        why_waiting=WHY_WAITING,
        taken_back=TAKEN_BACK,
        problems=PROBLEMS,
        other_problem=OTHER_PROBLEM,
    )


@get(f"{_SHEET}/picture")
async def show_sheet(request: AnyRequest, batch_id: FromPath[UUID], sheet: FromPath[int]) -> Response[bytes]:
    """Answer a sheet's picture; nothing keeps it."""
    staff = await staff_member(request)
    jpeg = await sheet_picture(resources_of(request), staff.actor, batch_id, sheet)
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'; sandbox"}
    return Response(jpeg, media_type="image/jpeg", headers=headers)


@post(f"{_SHEET}/reason", status_code=200)
async def put_sheet_aside(request: AnyRequest, batch_id: FromPath[UUID], sheet: FromPath[int]) -> Response[str]:
    """Set a sheet aside that waits, and say why."""
    staff = await staff_member(request)
    form = await read(request, AsideForm)
    if form.value is None:
        raise NotAChoice
    await set_aside(staff.actor, batch_id, sheet, form.value.reason)
    return see_other(request, f"{PATH}/{batch_id}")


@post(f"{_SHEET}/waiting", status_code=200)
async def take_sheet_back(request: AnyRequest, batch_id: FromPath[UUID], sheet: FromPath[int]) -> Response[str]:
    """Take a sheet back that was set aside."""
    staff = await staff_member(request)
    await take_back(staff.actor, batch_id, sheet)
    return see_other(request, f"{PATH}/{batch_id}")


@post(f"{_SHEET}/document", status_code=200)
async def make_document(request: AnyRequest, batch_id: FromPath[UUID], sheet: FromPath[int]) -> Response[str]:
    """Make a document of a sheet that waits."""
    staff = await staff_member(request)
    await file_sheet(staff.actor, batch_id, sheet)
    await tell(request, "sheet_filed")
    return see_other(request, f"{PATH}/{batch_id}")


@post(f"{BATCH}/count", status_code=200)
async def settle(request: AnyRequest, batch_id: FromPath[UUID]) -> Response[str]:
    """Say that as many sheets as were scanned are all there are."""
    staff = await staff_member(request)
    await settle_count(staff.actor, batch_id)
    return see_other(request, f"{PATH}/{batch_id}")


@post(f"{BATCH}/dismissal", status_code=200)
async def take_off(request: AnyRequest, batch_id: FromPath[UUID]) -> Response[str]:
    """Take a file off the list that could not be read."""
    staff = await staff_member(request)
    await dismiss(staff.actor, batch_id)
    return see_other(request, PATH)


ROUTES = [show_batch, show_sheet, put_sheet_aside, take_sheet_back, make_document, settle, take_off]
