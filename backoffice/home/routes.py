"""The first page: where each role's work begins, and words for a role that has no screen yet."""

from litestar import Response, get

from backoffice.screen import screen
from dossier.people.roles import DECIDES, PRINTS_RECEIPTS, Role
from web.pages import see_other
from web.scope import AnyRequest
from web.staff import HOME_PATH, staff_member


@get(HOME_PATH)
async def home(request: AnyRequest) -> Response[str]:
    """Send each to where their work begins; say to the others what their role may do here."""
    staff = await staff_member(request)
    if staff.actor.roles & DECIDES:
        return see_other(request, f"{HOME_PATH}/queue")
    if staff.actor.roles & PRINTS_RECEIPTS:
        return see_other(request, f"{HOME_PATH}/receipts")
    if Role.ADMINISTRATOR in staff.actor.roles:
        return see_other(request, f"{HOME_PATH}/devices")
    if Role.AUDITOR in staff.actor.roles:
        return see_other(request, f"{HOME_PATH}/journal")
    return await screen(request, staff, "backoffice/home/welcome.html", roles=sorted(staff.actor.roles))


ROUTES = [home]
