"""The papers that are asked for: a touch on one that is missing leads to the camera, which then knows what it is."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from dossier.requests.asked import asked_of
from dossier.requests.expect_paper import expect_paper
from kiosk.deposit.begun import begun
from kiosk.screens import screen
from web.asked import ASKED_AGAIN
from web.pages import see_other
from web.scope import AnyRequest
from web.tiles import DRAWING_OF

PATH = "/kiosk/asked"


@get(PATH)
async def show_asked(request: AnyRequest) -> Response[str]:
    """Show what is asked of whoever identified; lead anyone else, and whoever gave it all, to the camera."""
    visit, view = await begun(request)
    asked = await asked_of(visit.actor)
    if not asked.papers:
        return see_other(request, "/kiosk/deposit/photo")
    return screen(
        request,
        "kiosk/asked/asked.html",
        asked=asked,
        deposit=view,
        drawings=DRAWING_OF,
        asked_again=ASKED_AGAIN,
    )


@post(f"{PATH}/{{item_id:uuid}}")
async def hand_over(request: AnyRequest, item_id: FromPath[UUID]) -> Response[str]:
    """Lead to the camera for one of them."""
    visit, view = await begun(request)
    paper_id = await expect_paper(visit.actor, view.id, item_id)
    return see_other(request, f"/kiosk/deposit/papers/{paper_id}/photo")


ROUTES = [show_asked, hand_over]
