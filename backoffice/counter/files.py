"""Files for the deposit at hand: chosen, photographed, or from the scanner's folder; each can be taken out again."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Stream

from backoffice.counter.at import DEPOSIT, path_of
from backoffice.counter.forms import ScansForm
from backoffice.counter.hand import in_hand, show
from backoffice.counter.intake import is_script, take_files, take_scans
from dossier.counter.scans import give_back_scan, put_scan_aside
from dossier.deposits.errors import DepositNotOpen
from dossier.deposits.queries import RenditionKind, own_rendition
from dossier.deposits.remove_original import remove_original
from dossier.errors import Refused
from dossier.lifecycle import DepositState
from web.forms import read
from web.media import picture
from web.pages import fragment_wanted, see_other
from web.problems import sentence
from web.scope import AnyRequest, settings_of
from web.uploads import uploaded


@post(f"{DEPOSIT}/originals", request_max_body_size=None, status_code=200)
async def add_files(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Take files in, each as a paper of its own or all as one; a script sends them one by one, and reads 201."""
    staff, actor, hand = await in_hand(request, deposit_id)
    by_script = is_script(request)
    try:
        async with uploaded(request) as upload:
            not_taken = await take_files(request, actor, hand.view, upload, by_script=by_script)
    except Refused as error:
        if by_script:
            raise
        not_taken = [("", sentence(error))]
    if by_script:
        return Response("", status_code=201, media_type="text/plain")
    if not_taken:
        return await show(request, staff, actor, hand, status=422, not_taken=not_taken)
    return see_other(request, path_of(deposit_id))


@post(f"{DEPOSIT}/originals/{{original_id:uuid}}/removal", status_code=200)
async def take_out(request: AnyRequest, deposit_id: FromPath[UUID], original_id: FromPath[UUID]) -> Response[str]:
    """Take a file out again; one of the scanner lies in its folder afterwards, for the deposit that it belongs to."""
    _, actor, hand = await in_hand(request, deposit_id)
    await remove_original(actor, deposit_id, original_id)
    await give_back_scan(settings_of(request), actor, hand.counter, original_id)
    return await _again(request, deposit_id, ("pages", "found"))


@get(f"{DEPOSIT}/scans")
async def show_scans(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Show what lies in the scanner's folder now."""
    staff, actor, hand = await in_hand(request, deposit_id)
    return await show(request, staff, actor, hand, block="scans")


@post(f"{DEPOSIT}/scans", status_code=200)
async def claim_scans(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Take files of the scanner in; of those that a colleague has taken meanwhile, say so."""
    staff, actor, hand = await in_hand(request, deposit_id)
    not_taken = await take_scans(request, actor, deposit_id, hand.counter)
    if not_taken or fragment_wanted(request):
        return await show(request, staff, actor, hand, block="scans", not_taken=not_taken)
    return see_other(request, path_of(deposit_id))


@post(f"{DEPOSIT}/scans/aside", status_code=200)
async def scans_aside(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Put files of the scanner aside that belong to no deposit."""
    _, actor, hand = await in_hand(request, deposit_id)
    form = await read(request, ScansForm)
    for entry in form.value.entry if form.value else ():
        await put_scan_aside(settings_of(request), actor, hand.counter, entry)
    return await _again(request, deposit_id, "scans")


@get(f"{DEPOSIT}/pages/{{page_id:uuid}}/{{kind:str}}")
async def show_page(
    request: AnyRequest, deposit_id: FromPath[UUID], page_id: FromPath[UUID], kind: FromPath[RenditionKind]
) -> Response[bytes] | Stream:
    """Answer a page's picture while the deposit is at hand; once it is sent, a clerk reads nothing of it."""
    _, actor, hand = await in_hand(request, deposit_id)
    if hand.view.state is not DepositState.OPEN:
        raise DepositNotOpen
    return picture(request, await own_rendition(actor, deposit_id, page_id, kind), is_kept=False)


async def _again(request: AnyRequest, deposit_id: UUID, block: str | tuple[str, ...]) -> Response[str]:
    if not fragment_wanted(request):
        return see_other(request, path_of(deposit_id))
    staff, actor, hand = await in_hand(request, deposit_id)
    return await show(request, staff, actor, hand, block=block)


ROUTES = [add_files, take_out, show_scans, claim_scans, scans_aside, show_page]
