"""An interview's papers: begin, watch the phone's pages come in, end its session, give the deposit up."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Stream

from backoffice.counter.at import PlaceForm, sat_at, sit_down
from backoffice.interviews.forms import BeginningForm, TypeForm
from backoffice.interviews.hand import CHANGED, DEPOSIT, PATH, again, in_hand, path_of, show
from backoffice.screen import screen
from dossier.counter.counters import NoSuchCounter
from dossier.deposits.name_paper import name_paper
from dossier.ids import new_id
from dossier.interviews.begin import begin_interview
from dossier.interviews.end import end_session, give_up_interview
from dossier.interviews.interviewer import interviewer_of
from dossier.interviews.queries import file_at_interview
from web import live
from web.forms import NotAChoice, read
from web.pages import see_other
from web.scope import AnyRequest, settings_of
from web.staff import staff_member


@get("/backoffice/files/{social_file_id:uuid}/interview")
async def choose_whose(request: AnyRequest, social_file_id: FromPath[UUID]) -> Response[str]:
    """Ask whose papers they are: one press, also where the file is one person's."""
    staff = await staff_member(request)
    at = await file_at_interview(staff.actor, social_file_id)
    return await screen(request, staff, "backoffice/interviews/new.html", file=at, deposit_id=new_id())


@post(PATH, status_code=200)
async def begin(request: AnyRequest) -> Response[str]:
    """Begin a deposit, and lead to its code."""
    staff = await staff_member(request)
    form = await read(request, BeginningForm)
    if form.value is None:
        raise NotAChoice
    told = form.value
    await begin_interview(settings_of(request), staff.actor, told.deposit_id, told.social_file_id, told.beneficiary_id)
    return see_other(request, path_of(told.deposit_id))


@get(DEPOSIT)
async def show_interview(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Show the code and the pages so far; htmx asks for what changes alone."""
    return await show(request, await in_hand(request, deposit_id), block=CHANGED)


@get(f"{DEPOSIT}/changes")
async def interview_changes(request: AnyRequest, deposit_id: FromPath[UUID]) -> Stream:
    """Tell the open page when something changed."""
    staff = await staff_member(request)
    await interviewer_of(staff.actor, deposit_id)
    return live.stream(request, staff.actor.centre_id, f"deposit:{deposit_id}")


@post(f"{DEPOSIT}/session/end", status_code=200)
async def end_phone(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Let the phone send nothing more."""
    staff = await staff_member(request)
    await end_session(await interviewer_of(staff.actor, deposit_id), deposit_id)
    return await again(request, deposit_id, CHANGED)


@post(f"{DEPOSIT}/papers/{{paper_id:uuid}}/type", status_code=200)
async def propose_paper_type(
    request: AnyRequest, deposit_id: FromPath[UUID], paper_id: FromPath[UUID]
) -> Response[str]:
    """Note what the worker proposes that a paper is."""
    staff = await staff_member(request)
    form = await read(request, TypeForm)
    if form.value is None:
        raise NotAChoice
    await name_paper(await interviewer_of(staff.actor, deposit_id), deposit_id, paper_id, form.value.type_id)
    return await again(request, deposit_id, CHANGED)


@post(f"{DEPOSIT}/scanner", status_code=200)
async def choose_scanner(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Use the scanner of a counter."""
    hand = await in_hand(request, deposit_id)
    form = await read(request, PlaceForm)
    _, scanners = await sat_at(request, hand.staff)
    if form.value is None or form.value.counter_id not in {each.id for each in scanners}:
        raise NoSuchCounter
    await sit_down(request, form.value.counter_id)
    return see_other(request, path_of(deposit_id))


@post(f"{DEPOSIT}/abandonment", status_code=200)
async def give_up(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Give the deposit up, and go back to the file."""
    hand = await in_hand(request, deposit_id)
    await give_up_interview(hand.actor, deposit_id)
    return see_other(request, f"/backoffice/files/{hand.at.file_id}")


ROUTES = [
    choose_whose,
    begin,
    show_interview,
    interview_changes,
    end_phone,
    propose_paper_type,
    choose_scanner,
    give_up,
]
