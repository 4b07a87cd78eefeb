"""The signals to one's department and to oneself, live."""

from litestar import Response, get
from litestar.response import Stream

from backoffice.glass.words import REASONS
from backoffice.screen import screen
from dossier.glass.queries import notices
from dossier.people.access import check_decides
from dossier.signals.queries import signals
from web.catalogues import mark
from web.live import stream
from web.scope import AnyRequest
from web.staff import staff_member

PATH = "/backoffice/signals"

URGENCIES = (
    ("good", mark("File only")),
    ("look", mark("Daily list")),
    ("look", mark("Within 5 working days")),
    ("need", mark("Next working day")),
    ("urgent", mark("Same day")),
)
"""U0 to U4: the shape and colour of each, and its words."""


@get(PATH)
async def show_signals(request: AnyRequest) -> Response[str]:
    """Show what one's department was told, most urgent first."""
    staff = await staff_member(request)
    return await screen(
        request,
        staff,
        "backoffice/signals/signals.html",
        block="signals",
        signals=await signals(staff.actor),
        notices=await notices(staff.actor),
        reasons=REASONS,
        urgencies=URGENCIES,
    )


@get(f"{PATH}/live")
async def signal_changes(request: AnyRequest) -> Stream:
    """Tell an open list each time that a signal was raised."""
    staff = await staff_member(request)
    check_decides(staff.actor)
    return stream(request, staff.actor.centre_id, "signals")


ROUTES = [show_signals, signal_changes]
