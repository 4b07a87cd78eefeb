"""The inbox: the signals to oneself and one's department, live."""

from dataclasses import dataclass

from litestar import Response, get
from litestar.params import FromQuery
from litestar.response import Stream

from backoffice.glass.words import REASONS
from backoffice.requests.words import PROBLEMS
from backoffice.screen import screen
from dossier.breaches.queries import breach_notices
from dossier.glass.queries import notices
from dossier.signals.digest import digest_today, is_set_up
from dossier.signals.held import asking
from dossier.signals.queries import View, counts, signals
from dossier.thesaurus.rights import proposes
from web.catalogues import mark
from web.live import stream
from web.scope import AnyRequest, settings_of
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


@dataclass(frozen=True, slots=True)
class Tab:
    """One view of the inbox, under the name of its address."""

    view: View
    label: str


DIGEST_PROBLEMS = {**PROBLEMS, "too_late": mark("The mail server did not answer all day.")}
"""Why the morning's e-mail did not come, by its code."""

TABS = (
    Tab(View.MINE, mark("To me")),
    Tab(View.DEPARTMENT, mark("My department")),
    Tab(View.ESCALATED, mark("Escalated")),
    Tab(View.HANDLED, mark("Handled lately")),
)


@get(PATH)
async def show_signals(request: AnyRequest, show: FromQuery[View] = View.DEPARTMENT) -> Response[str]:
    """Show what one was told, most urgent first."""
    staff = await staff_member(request)
    rows = await signals(staff.actor, show)
    settings = settings_of(request)
    return await screen(
        request,
        staff,
        "backoffice/signals/signals.html",
        block="signals",
        signals=rows,
        shown=show,
        tabs=TABS,
        inbox=await counts(staff.actor),
        notices=await notices(staff.actor),
        breach_notices=await breach_notices(staff.actor),
        reasons=REASONS,
        urgencies=URGENCIES,
        tries_rules=proposes(staff.actor),
        digest=await digest_today(staff.actor),
        digest_at=settings.signal_digest_at if is_set_up(settings) else None,
        digest_problems=DIGEST_PROBLEMS,
    )


@get(f"{PATH}/live")
async def signal_changes(request: AnyRequest) -> Stream:
    """Tell an open list each time that something happened to a signal."""
    staff = await staff_member(request)
    asking(staff.actor)
    return stream(request, staff.actor.centre_id, "signals")


ROUTES = [show_signals, signal_changes]
