"""The day at a counter: where one sits, what came in, the next deposit."""

from dataclasses import dataclass
from uuid import UUID

from litestar import Response, get, post

from backoffice.counter.at import PATH, PlaceForm, choices, clerk_here, path_of, sit_down
from backoffice.counter.words import STATES
from backoffice.screen import screen
from dossier.counter.clerk import PLACE
from dossier.counter.counters import NoSuchCounter
from dossier.counter.open import open_at_counter
from dossier.counter.queries import todays_deposits
from dossier.ids import new_id
from dossier.phases.queries import circuit_closed
from web.catalogues import language
from web.forms import NotAChoice, read
from web.pages import see_other
from web.scope import AnyRequest, settings_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningForm:
    """The deposit that is begun, as the page names it: a second press opens no second one."""

    deposit_id: UUID


@get(PATH)
async def show_day(request: AnyRequest) -> Response[str]:
    """Show what came in at this counter today; ask first where one sits."""
    staff = await clerk_here(request)
    counter, known = await choices(request, staff)
    if counter is None:
        return await screen(request, staff, "backoffice/counter/place.html", counters=known)
    return await screen(
        request,
        staff,
        "backoffice/counter/day.html",
        counter=counter,
        counters=known,
        deposits=await todays_deposits(staff.actor, counter.id),
        deposit_id=new_id(),
        states=STATES,
        scan_pause_milliseconds=settings_of(request).kiosk_scan_pause_milliseconds,
        closed=await circuit_closed(staff.actor, PLACE),
    )


@post(f"{PATH}/place", status_code=200)
async def choose_place(request: AnyRequest) -> Response[str]:
    """Sit down at a counter; without one, get up."""
    staff = await clerk_here(request)
    form = await read(request, PlaceForm)
    _, known = await choices(request, staff)
    if form.value is not None and form.value.counter_id not in {each.id for each in known}:
        raise NoSuchCounter
    await sit_down(request, form.value.counter_id if form.value else None)
    return see_other(request, PATH)


@post(f"{PATH}/deposits", status_code=200)
async def begin(request: AnyRequest) -> Response[str]:
    """Begin a deposit."""
    staff = await clerk_here(request)
    counter, _ = await choices(request, staff)
    form = await read(request, OpeningForm)
    if counter is None:
        return see_other(request, PATH)
    if form.value is None:
        raise NotAChoice
    await open_at_counter(staff.actor, form.value.deposit_id, counter.id, language=language())
    return see_other(request, path_of(form.value.deposit_id))


ROUTES = [show_day, choose_place, begin]
