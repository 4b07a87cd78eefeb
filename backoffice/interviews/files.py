"""Pages of an interview that the worker takes in themselves, as at a counter; and the pictures of all."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Stream

from backoffice.counter.forms import ScansForm
from backoffice.counter.intake import is_script, take_files, take_scans
from backoffice.interviews.hand import CHANGED, DEPOSIT, Hand, again, in_hand, path_of, show
from dossier.counter.counters import Counter, NoSuchCounter
from dossier.counter.scans import give_back_scan, put_scan_aside
from dossier.deposits.errors import DepositNotOpen
from dossier.deposits.queries import RenditionKind, own_rendition
from dossier.deposits.remove_original import remove_original
from dossier.errors import Conflict, Refused
from dossier.interviews.end import take_over
from dossier.lifecycle import DepositState
from web.forms import read
from web.media import picture
from web.pages import fragment_wanted, see_other
from web.problems import sentence
from web.scope import AnyRequest, settings_of
from web.uploads import uploaded


@post(f"{DEPOSIT}/originals", request_max_body_size=None, status_code=200)
async def add_worker_files(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Take files in while no phone is in its session; a script sends them one by one, and reads 201."""
    hand, by_script = await in_hand(request, deposit_id), is_script(request)
    try:
        await take_over(hand.actor, deposit_id)
        async with uploaded(request) as upload:
            not_taken = await take_files(request, hand.actor, hand.at.view, upload, by_script=by_script)
    except (Refused, Conflict) as error:
        if by_script:
            raise
        not_taken = [("", sentence(error))]
    if by_script:
        return Response("", status_code=201, media_type="text/plain")
    if not_taken:
        return await show(request, hand, status=422, not_taken=not_taken)
    return see_other(request, path_of(deposit_id))


@post(f"{DEPOSIT}/originals/{{original_id:uuid}}/removal", status_code=200)
async def take_page_out(request: AnyRequest, deposit_id: FromPath[UUID], original_id: FromPath[UUID]) -> Response[str]:
    """Take a page out, be it the phone's; a scanner's file lies in its folder afterwards."""
    hand = await in_hand(request, deposit_id)
    await remove_original(hand.actor, deposit_id, original_id)
    if hand.counter is not None:
        await give_back_scan(settings_of(request), hand.actor, hand.counter, original_id)
    return await again(request, deposit_id, CHANGED)


@get(f"{DEPOSIT}/scans")
async def show_interview_scans(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Show what lies in the scanner's folder now."""
    return await show(request, await in_hand(request, deposit_id), block="scans")


@post(f"{DEPOSIT}/scans", status_code=200)
async def claim_interview_scans(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Take files of the scanner in; of those that were not taken, say why."""
    hand = await in_hand(request, deposit_id)
    counter = _scanner(hand)
    try:
        await take_over(hand.actor, deposit_id)
        not_taken = await take_scans(request, hand.actor, deposit_id, counter)
    except Conflict as error:
        not_taken = [("", sentence(error))]
    if not_taken or fragment_wanted(request):
        return await show(request, hand, block="scans", not_taken=not_taken)
    return see_other(request, path_of(deposit_id))


@post(f"{DEPOSIT}/scans/aside", status_code=200)
async def interview_scans_aside(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Put files of the scanner aside that belong to no deposit."""
    hand = await in_hand(request, deposit_id)
    counter = _scanner(hand)
    form = await read(request, ScansForm)
    for entry in form.value.entry if form.value else ():
        await put_scan_aside(settings_of(request), hand.actor, counter, entry)
    return await again(request, deposit_id, "scans")


@get(f"{DEPOSIT}/pages/{{page_id:uuid}}/{{kind:str}}")
async def show_interview_page(
    request: AnyRequest, deposit_id: FromPath[UUID], page_id: FromPath[UUID], kind: FromPath[RenditionKind]
) -> Response[bytes] | Stream:
    """Answer a page's picture while the deposit is at hand; once it is sent, it is read as a document of its file."""
    hand = await in_hand(request, deposit_id)
    if hand.at.view.state is not DepositState.OPEN:
        raise DepositNotOpen
    return picture(request, await own_rendition(hand.actor, deposit_id, page_id, kind), is_kept=False)


def _scanner(hand: Hand) -> Counter:
    """Return the counter whose scanner is used. Raises NoSuchCounter."""
    if hand.counter is None:
        raise NoSuchCounter
    return hand.counter


ROUTES = [
    add_worker_files,
    take_page_out,
    show_interview_scans,
    claim_interview_scans,
    interview_scans_aside,
    show_interview_page,
]
