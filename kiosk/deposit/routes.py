"""The deposit as a whole: look it over, send it."""

from litestar import Response, get, post
from litestar.response import Stream

from dossier.deposits.errors import NothingToReceive
from dossier.deposits.receive import receive
from dossier.requests.asked import asked_of
from kiosk.answers import RECEIPT
from kiosk.deposit.begun import begun
from kiosk.screens import screen
from kiosk.visit import visit_of
from web import live
from web.pages import see_other
from web.scope import AnyRequest


@get("/kiosk/deposit")
async def look_over(request: AnyRequest) -> Response[str]:
    """Show the papers so far; lead to the camera while there is none."""
    visit, view = await begun(request)
    if not view.papers:
        return see_other(request, "/kiosk/deposit/photo")
    asked = await asked_of(visit.actor)
    return screen(request, "kiosk/deposit/overview.html", block=("papers", "progress"), deposit=view, asked=asked)


@get("/kiosk/deposit/changes")
async def changes(request: AnyRequest) -> Stream:
    """Tell the open page when something changed."""
    visit = await visit_of(request)
    return live.stream(request, visit.device.centre_id, f"deposit:{visit.deposit_id}")


@post(RECEIPT)
async def send(request: AnyRequest) -> Response[str]:
    """Hand over, and lead to the receipt; a double touch leads to the same one."""
    visit = await visit_of(request)
    try:
        await receive(request.app.state.resources, visit.actor, visit.deposit_id)
    except NothingToReceive:
        return see_other(request, "/kiosk/deposit")
    return see_other(request, RECEIPT)


ROUTES = [look_over, changes, send]
