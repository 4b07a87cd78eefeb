"""Help: what shows one the way, in one place."""

from litestar import Response, get

from backoffice.screen import screen
from backoffice.tours.tours import tours_of
from backoffice.training.exercises import exercises_of
from web.releases import releases
from web.scope import AnyRequest
from web.staff import staff_member


@get("/backoffice/help")
async def show_help(request: AnyRequest) -> Response[str]:
    """Show the tours and exercises of one's roles, and the ways to keys, news and feedback."""
    staff = await staff_member(request)
    return await screen(
        request,
        staff,
        "backoffice/help/help.html",
        tours=tours_of(staff.actor.roles),
        exercises=exercises_of(staff.actor.roles),
        newest=releases()[0],
    )


ROUTES = [show_help]
