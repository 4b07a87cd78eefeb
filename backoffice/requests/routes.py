"""Requests as a list, live; and one of them: what came in, who waits for whom, its letter, a reminder."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Stream

from backoffice.requests.forms import ReminderForm
from backoffice.requests.ways import ways
from backoffice.requests.words import AGAIN, PROBLEMS, REASONS, STATES, TOLD_BY, letter_words
from backoffice.screen import screen, tell
from dossier import clock
from dossier.people.access import check_decides
from dossier.people.staff import Staff
from dossier.registrations.queries import answers_to
from dossier.requests.errors import NoAddressToTell, ReminderTooSoon
from dossier.requests.letter import request_letter
from dossier.requests.pdf import letter_pdf
from dossier.requests.queries import Shown, requests
from dossier.requests.queries import request as load
from dossier.requests.remind import PAUSE, remind
from dossier.requests.resume import UNDO
from dossier.requests.waiting import BOUNDS_DAYS, waiting
from web.forms import NotAChoice, read
from web.live import stream
from web.notices import notices
from web.pages import see_other
from web.problems import sentence, status_of
from web.receipts import letter_address
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

PATH = "/backoffice/requests"


@get(PATH)
async def show_requests(
    request: AnyRequest, shown: FromQuery[Shown] = "open", mine: FromQuery[bool] = False
) -> Response[str]:
    """Show the requests of one's department or one's own, the first due first; and how long one waits for whom."""
    staff = await staff_member(request)
    return await screen(
        request,
        staff,
        "backoffice/requests/requests.html",
        block="requests",
        found=await requests(staff.actor, shown, mine=mine),
        shown=shown,
        mine=mine,
        states=STATES,
        waiting=await waiting(staff.actor),
        bounds=BOUNDS_DAYS,
    )


@get(f"{PATH}/live")
async def request_changes(request: AnyRequest) -> Stream:
    """Tell an open list or page each time that a request changed, or that something came in."""
    staff = await staff_member(request)
    check_decides(staff.actor)
    return stream(request, staff.actor.centre_id, "requests")


@get(f"{PATH}/{{request_id:uuid}}")
async def show_request(request: AnyRequest, request_id: FromPath[UUID]) -> Response[str]:
    """Show a request."""
    return await _page(request, await staff_member(request), request_id)


@get(f"{PATH}/{{request_id:uuid}}/letter")
async def letter(request: AnyRequest, request_id: FromPath[UUID]) -> Response[bytes]:
    """Answer the letter as a PDF, with what is still missing."""
    staff = await staff_member(request)
    written = await request_letter(staff.actor, request_id)
    address = letter_address(settings_of(request), written.social_file_id)
    return Response(
        letter_pdf(written, letter_words(written), address),
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="guichet-{request_id}.pdf"', "Cache-Control": "no-store"},
    )


@post(f"{PATH}/{{request_id:uuid}}/reminder", status_code=200)
async def send_reminder(request: AnyRequest, request_id: FromPath[UUID]) -> Response[str]:
    """Remind the person of what is missing."""
    staff = await staff_member(request)
    form = await read(request, ReminderForm)
    if form.value is None:
        raise NotAChoice
    seen = await load(staff.actor, request_id)
    centre = seen.centre_nl if seen.language == "nl" else seen.centre_fr
    address = letter_address(settings_of(request), seen.social_file_id)
    words = notices(form.value.channels, seen.language, centre, seen.due_on, address, is_reminder=True)
    try:
        await remind(staff.actor, request_id, words)
    except (ReminderTooSoon, NoAddressToTell) as error:
        return await _page(request, staff, request_id, problem=sentence(error), status=status_of(error))
    await tell(request, "reminded")
    return see_other(request, f"{PATH}/{request_id}")


async def _page(
    request: AnyRequest, staff: Staff, request_id: UUID, *, problem: str | None = None, status: int = 200
) -> Response[str]:
    seen = await load(staff.actor, request_id)
    return await screen(
        request,
        staff,
        "backoffice/requests/request.html",
        block="request",
        status=status,
        seen=seen,
        answers=await answers_to(staff.actor, request_id),
        problem=problem,
        states=STATES,
        reasons=REASONS,
        again=AGAIN,
        may_close_again=lambda item: item.again_at and clock.now() <= item.again_at + UNDO,
        channels=TOLD_BY,
        problems=PROBLEMS,
        ways=ways(settings_of(request), has_email=seen.has_email, has_phone=seen.has_phone),
        may_remind=clock.now() >= (seen.reminded_at or seen.asked_at) + PAUSE,
        may_resume="requests.resume" in seen.verbs and seen.waived_at and clock.now() <= seen.waived_at + UNDO,
    )


ROUTES = [show_requests, request_changes, show_request, letter, send_reminder]
