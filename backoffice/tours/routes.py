"""A tour was taken, or put away: it is not offered again."""

from litestar import Response, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from backoffice.tours.tours import tours_of
from dossier.people.tours_seen import note_tour
from web.pages import see_other
from web.scope import AnyRequest
from web.staff import HOME_PATH, staff_member


@post("/backoffice/tours/{name:str}/seen", status_code=200)
async def put_away(request: AnyRequest, name: FromPath[str]) -> Response[str]:
    """Offer a tour no more; from the help it can be called again."""
    staff = await staff_member(request)
    if all(each.id != name for each in tours_of(staff.actor.roles)):
        raise NotFoundException
    await note_tour(staff.actor, name)
    return see_other(request, HOME_PATH)


ROUTES = [put_away]
