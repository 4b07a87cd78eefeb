"""Lay a paper down and photograph it: each photo becomes an original of a paper, and can be taken back."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from dossier.deposits.add_original import add_original
from dossier.deposits.queries import DepositView
from dossier.deposits.remove_original import remove_original
from dossier.errors import Refused
from dossier.ids import new_id
from dossier.storage.intake import Received
from kiosk.deposit.begun import begun
from kiosk.deposit.forms import NoPhoto, Removal, Shot
from kiosk.screens import screen
from kiosk.visit import Visit
from web import forms, quotas
from web.later import Later
from web.multipart import BrokenForm
from web.pages import see_other
from web.problems import headers_of, sentence, status_of
from web.scope import AnyRequest
from web.sending import sending
from web.uploads import Upload, uploaded


@get("/kiosk/deposit/photo")
async def new_paper(request: AnyRequest) -> Response[str]:
    """Lead to the camera for a paper that is not there yet."""
    await begun(request)
    return see_other(request, f"/kiosk/deposit/papers/{new_id()}/photo")


@get("/kiosk/deposit/papers/{paper_id:uuid}/photo")
async def camera(request: AnyRequest, paper_id: FromPath[UUID]) -> Response[str]:
    """Show the camera, for a new paper or another page of one."""
    visit, view = await begun(request)
    return await _camera(request, visit, view, paper_id)


@post("/kiosk/deposit/papers/{paper_id:uuid}/photo", request_max_body_size=None)
async def take(request: AnyRequest, paper_id: FromPath[UUID]) -> Response[str]:
    """Take a photo or a file in as pages of a paper."""
    visit, view = await begun(request)
    try:
        async with uploaded(request) as upload:
            original_id, file = _shot(upload)
            sent = [quotas.file_of(original_id, file.size_bytes)]
            ids = view.id, paper_id, original_id
            async with quotas.spending(request, visit.actor, view.id, sent, visit.device.id) as counted:
                await add_original(request.app.state.resources, visit.actor, *ids, file, counted=counted)
    except Refused as error:
        return await _camera(request, visit, view, paper_id, error)
    return see_other(request, f"/kiosk/deposit/papers/{paper_id}")


@post("/kiosk/deposit/originals/{original_id:uuid}/removal")
async def remove(request: AnyRequest, original_id: FromPath[UUID]) -> Response[str]:
    """Take a photo back; lead to the camera again where the person wants another, or where nothing is left."""
    visit, view = await begun(request)
    form = await forms.read(request, Removal)
    paper = next((each for each in view.papers if original_id in each.original_ids), None)
    await remove_original(visit.actor, view.id, original_id)
    if paper is None:
        return see_other(request, "/kiosk/deposit")
    if form.value and form.value.retake:
        return see_other(request, f"/kiosk/deposit/papers/{paper.id}/photo")
    others = paper.original_ids - {original_id}
    return see_other(request, f"/kiosk/deposit/papers/{paper.id}" if others else "/kiosk/deposit")


def _shot(upload: Upload) -> tuple[UUID, Received]:
    shot = forms.read_texts(upload.texts, Shot).value
    if shot is None:
        raise BrokenForm
    if not upload.files:
        raise NoPhoto
    return shot.original_id, upload.files[0].received


async def _camera(
    request: AnyRequest, visit: Visit, view: DepositView, paper_id: UUID, error: Refused | None = None
) -> Response[str]:
    told = error or await quotas.no_room(request, visit.actor, view.id, visit.device.id)
    return screen(
        request,
        "kiosk/deposit/photo.html",
        status=status_of(error) if error else 200,
        headers=headers_of(error) if error else None,
        deposit=view,
        paper_id=paper_id,
        paper=next((each for each in view.papers if each.id == paper_id), None),
        original_id=new_id(),
        words=sentence(told) if told else None,
        is_closed=isinstance(told, Later),
        sending=sending(request, visit.actor, view, visit.device.id),
    )


ROUTES = [new_paper, camera, take, remove]
