"""Take photos or choose files, and take them back: what arrives becomes an original of a paper."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from dossier.deposits.add_original import add_original
from dossier.deposits.errors import DepositNotOpen
from dossier.deposits.glance import Told, glance
from dossier.deposits.queries import DepositView, PaperView, deposit, retake_of
from dossier.deposits.remove_original import remove_original
from dossier.errors import Refused
from dossier.ids import new_id
from dossier.lifecycle import DepositState
from portal.deposit.forms import Addition, NoFile, Removal
from portal.deposit.refused import receipt_path_of
from portal.deposit.words import FAULTS
from portal.returning import owner_of
from portal.visitor import Visitor
from web import forms, quotas
from web.later import Later
from web.media import inline
from web.multipart import BrokenForm
from web.pages import page, see_other
from web.problems import headers_of, sentence, status_of
from web.scope import AnyRequest, settings_of
from web.sending import sending
from web.uploads import Upload, uploaded


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A file that we could not take, and why."""

    filename: str
    sentence: str


@get("/deposits/{deposit_id:uuid}/papers/{paper_id:uuid}/photo")
async def photo(request: AnyRequest, deposit_id: FromPath[UUID], paper_id: FromPath[UUID]) -> Response[str]:
    """Show the camera and the ways to choose a file, for a new paper or another page of one."""
    visitor = await owner_of(request, deposit_id)
    if visitor.at_interview and (await deposit(visitor.actor, deposit_id)).state is not DepositState.OPEN:
        return see_other(request, f"/deposits/{deposit_id}")  # the worker has given the receipt
    return await _camera(request, visitor, deposit_id, paper_id)


@post("/deposits/{deposit_id:uuid}/originals", request_max_body_size=None)
async def add(request: AnyRequest, deposit_id: FromPath[UUID], paper: FromQuery[UUID]) -> Response[str]:
    """Take files in as pages of a paper, from the form itself; a program reads 201 or a problem."""
    visitor = await owner_of(request, deposit_id)
    try:
        async with uploaded(request) as upload:
            not_taken, apart = await _take(request, visitor, deposit_id, paper, upload)
    except Refused as error:
        if _is_script(request):
            raise
        if isinstance(error, Later):
            return await _camera(request, visitor, deposit_id, paper, closed=error)
        not_taken, apart = [NotTaken("", sentence(error))], False
    if not_taken:
        return await _camera(request, visitor, deposit_id, paper, not_taken)
    if _is_script(request):
        return Response("", status_code=201, media_type="text/plain")
    return see_other(request, f"/deposits/{deposit_id}" if apart else f"/deposits/{deposit_id}/papers/{paper}")


@get("/deposits/{deposit_id:uuid}/originals")
async def back_to_camera(request: AnyRequest, deposit_id: FromPath[UUID], paper: FromQuery[UUID]) -> Response[str]:
    """Lead whoever asks again for the answer to a form (another language, a reload) back to the camera."""
    return see_other(request, f"/deposits/{deposit_id}/papers/{paper}/photo")


@post("/deposits/{deposit_id:uuid}/originals/{original_id:uuid}/removal")
async def remove(request: AnyRequest, deposit_id: FromPath[UUID], original_id: FromPath[UUID]) -> Response[str]:
    """Take a file back, and lead to the camera again where the person wants another photo."""
    visitor = await owner_of(request, deposit_id)
    form = await forms.read(request, Removal)
    before = _paper_of(await deposit(visitor.actor, deposit_id), original_id)
    await remove_original(visitor.actor, deposit_id, original_id)
    if before is None:
        return see_other(request, f"/deposits/{deposit_id}")
    if form.value and form.value.retake:
        return see_other(request, f"/deposits/{deposit_id}/papers/{before.id}/photo")
    others = before.original_ids - {original_id}
    return see_other(request, f"/deposits/{deposit_id}" + (f"/papers/{before.id}" if others else ""))


@get("/deposits/{deposit_id:uuid}/originals/{original_id:uuid}/glance")
async def look_at(request: AnyRequest, deposit_id: FromPath[UUID], original_id: FromPath[UUID]) -> Response[str]:
    """Tell on the spot whether a photo can be read, and show the page that is seen on it; 204 where nothing is told."""
    visitor = await owner_of(request, deposit_id)
    told = await glance(request.app.state.resources, visitor.actor, deposit_id, original_id)
    if told is None:
        return Response("", status_code=204)
    return page(
        request,
        "portal/deposit/glance.html",
        block="glance",
        deposit=await deposit(visitor.actor, deposit_id),
        original_id=original_id,
        told=told,
        picture=_picture(deposit_id, told),
        faults=FAULTS,
    )


def _picture(deposit_id: UUID, told: Told) -> str:
    """Return the address of what is shown: the photo with the page on it, or the page once it is made."""
    if told.shown is not None:
        return inline(told.shown.jpeg)
    return f"/deposits/{deposit_id}/pages/{told.page_id}/preview?v={told.recipe_version}"


async def _take(
    request: AnyRequest, visitor: Visitor, deposit_id: UUID, paper_id: UUID, upload: Upload
) -> tuple[list[NotTaken], bool]:
    """Add each file; return those that were refused, and whether each became a paper of its own."""
    addition = forms.read_texts(upload.texts, Addition).value
    if addition is None:
        raise BrokenForm
    if not upload.files:
        raise NoFile
    named = [
        (uuid5(addition.original_id, str(position)) if position else addition.original_id, file.received)
        for position, file in enumerate(upload.files)
    ]
    files = [quotas.file_of(original_id, received.size_bytes) for original_id, received in named]
    resources, actor, not_taken = request.app.state.resources, visitor.actor, []
    async with quotas.spending(request, actor, deposit_id, files) as counted:
        for position, (original_id, received) in enumerate(named):
            its_paper = uuid5(paper_id, str(position)) if position and addition.apart else paper_id
            try:
                await add_original(resources, actor, deposit_id, its_paper, original_id, received, counted=counted)
            except Refused as error:
                if _is_script(request) or isinstance(error, Later):
                    raise
                not_taken.append(NotTaken(upload.files[position].filename, sentence(error)))
    return not_taken, addition.apart and len(upload.files) > 1


async def _camera(
    request: AnyRequest,
    visitor: Visitor,
    deposit_id: UUID,
    paper_id: UUID,
    not_taken: list[NotTaken] | None = None,
    closed: Later | None = None,
) -> Response[str]:
    view = await deposit(visitor.actor, deposit_id)
    if view.state is not DepositState.OPEN:
        raise DepositNotOpen
    retake = await retake_of(visitor.actor, deposit_id, paper_id)
    status, headers = (status_of(closed), headers_of(closed)) if closed else (422 if not_taken else 200, None)
    if closed is None and not not_taken:
        closed = await quotas.no_room(request, visitor.actor, deposit_id)
    return page(
        request,
        "portal/deposit/photo.html",
        status=status,
        headers=headers,
        deposit=view,
        at_interview=visitor.at_interview,
        remembered_name=visitor.name if visitor.is_remembered and not visitor.at_interview else "",
        paper_id=paper_id,
        paper=next((paper for paper in view.papers if paper.id == paper_id), None),
        retake=retake,
        receipt_path=await receipt_path_of(visitor, retake) if retake else None,
        original_id=new_id(),
        not_taken=not_taken or [],
        closed=sentence(closed) if closed else None,
        sending=sending(request, visitor.actor, view),
        faults=FAULTS,
        upload_max_bytes=settings_of(request).upload_max_bytes,
    )


def _paper_of(view: DepositView, original_id: UUID) -> PaperView | None:
    return next((paper for paper in view.papers if original_id in paper.original_ids), None)


def _is_script(request: AnyRequest) -> bool:
    return "text/html" not in request.headers.get("accept", "")


ROUTES = [photo, add, back_to_camera, remove, look_at]
