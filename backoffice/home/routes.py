"""The first page: where each role's work begins."""

from litestar import Response, get

from dossier.people.roles import DECIDES, TAKES_IN, Role
from web.pages import see_other
from web.scope import AnyRequest
from web.staff import HOME_PATH, staff_member


@get(HOME_PATH)
async def home(request: AnyRequest) -> Response[str]:
    """Send each to where their work begins; a manager to the signals that nobody took."""
    roles = (await staff_member(request)).actor.roles
    if roles & DECIDES:
        return see_other(request, f"{HOME_PATH}/queue")
    if roles & TAKES_IN:
        return see_other(request, f"{HOME_PATH}/counter")
    if Role.ADMINISTRATOR in roles:
        return see_other(request, f"{HOME_PATH}/devices")
    if Role.AUDITOR in roles:
        return see_other(request, f"{HOME_PATH}/journal")
    return see_other(request, f"{HOME_PATH}/signals")


ROUTES = [home]
