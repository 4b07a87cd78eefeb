"""Training: what it is, the way in and out, and one's exercises with what of them is done."""

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Stream

from backoffice.screen import screen
from backoffice.training.banner import banner, shown_progress
from backoffice.training.exercises import Exercise, exercises_of
from dossier.people.staff import Staff
from dossier.training.attempts import begin, practice_paper, progress
from dossier.training.centres import is_ready, training_centre_of
from dossier.training.errors import NoSuchExercise
from web.media import download
from web.pages import page, see_other
from web.scope import AnyRequest, resources_of
from web.staff import HOME_PATH, enter_training, leave_training, staff_member

PATH = "/backoffice/training"


@get(PATH)
async def show_training(request: AnyRequest) -> Response[str]:
    """Show the exercises of one's roles; outside training, the way in."""
    staff = await staff_member(request)
    own = exercises_of(staff.actor.roles)
    found = await progress(staff.actor, [each.task for each in own]) if staff.trains else {}
    return await screen(
        request,
        staff,
        "backoffice/training/training.html",
        is_there=staff.trains or await _is_there(staff),
        exercises=[(each, found.get(each.id)) for each in own],
        steps={each.id: shown_progress(each, found[each.id]) for each in own if each.id in found},
    )


@get(f"{PATH}/banner")
async def show_banner(request: AnyRequest) -> Response[str]:
    """Show what stands over every screen in training, anew after an act."""
    staff = await staff_member(request)
    told = await banner(staff)
    if told is None:
        raise NotFoundException
    return page(request, "backoffice/training/_banner.html", training=told)


@post(f"{PATH}/entry", status_code=200)
async def go_in(request: AnyRequest) -> Response[str]:
    """Go into the training centre, from one's own account."""
    staff = await staff_member(request)
    if not staff.trains:
        await enter_training(request, staff)
    return see_other(request, PATH)


@post(f"{PATH}/end", status_code=200)
async def come_back(request: AnyRequest) -> Response[str]:
    """Come back to one's real work."""
    await staff_member(request)
    await leave_training(request)
    return see_other(request, HOME_PATH)


@post(f"{PATH}/exercises/{{name:str}}", status_code=200)
async def begin_exercise(request: AnyRequest, name: FromPath[str]) -> Response[str]:
    """Begin an exercise, or begin it again from its first step."""
    staff = await staff_member(request)
    exercise = _own(staff, name)
    await begin(resources_of(request), staff.actor, exercise.task)
    return see_other(request, f"{PATH}#{exercise.id}")


@get(f"{PATH}/papers/{{name:str}}")
async def give_paper(request: AnyRequest, name: FromPath[str]) -> Stream:
    """Give the practice paper of an exercise as a file, to take in."""
    staff = await staff_member(request)
    if not any(each.paper == name for each in exercises_of(staff.actor.roles)):
        raise NotFoundException
    return download(request, await practice_paper(staff.actor, name))


async def _is_there(staff: Staff) -> bool:
    centre_id = await training_centre_of(staff.actor.centre_id)
    return centre_id is not None and await is_ready(centre_id)


def _own(staff: Staff, name: str) -> Exercise:
    for each in exercises_of(staff.actor.roles):
        if each.id == name:
            return each
    raise NoSuchExercise


ROUTES = [show_training, show_banner, go_in, come_back, begin_exercise, give_paper]
