"""One signal: what it is about, what happened to it, and what can be done with it."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.screen import screen, tell
from backoffice.signals.routes import PATH, URGENCIES
from dossier.errors import Refused
from dossier.people.office import colleagues, departments
from dossier.people.roles import DECIDES
from dossier.people.staff import Staff
from dossier.signals.give_back import give_back
from dossier.signals.handle import WORDS_MAX_CHARACTERS, Outcome, handle
from dossier.signals.queries import signal
from dossier.signals.reassign import reassign
from dossier.signals.reopen import reopen
from dossier.signals.see import see
from dossier.signals.take import take
from dossier.signals.undo_reassign import undo_reassign
from web.catalogues import mark
from web.forms import Form, blank, read, text
from web.pages import see_other
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

OUTCOMES = (
    (Outcome.ACTED, mark("We acted on it")),
    (Outcome.NOTHING_NEEDED, mark("Nothing was needed")),
    (Outcome.KNOWN_ALREADY, mark("We knew it already")),
    (Outcome.PASSED_ON, mark("Passed on to a service outside")),
    (Outcome.OTHER, mark("Something else")),
)
STEPS = {
    "SignalRaised": mark("Raised"),
    "SignalSeen": mark("Seen"),
    "SignalTaken": mark("Taken"),
    "SignalGivenBack": mark("Given back"),
    "SignalHandled": mark("Handled"),
    "SignalReopened": mark("Opened again"),
    "SignalReassigned": mark("Given on"),
    "SignalReassignmentUndone": mark("Giving on undone"),
    "SignalEscalated": mark("Escalated to the head"),
    "SignalWithdrawn": mark("Withdrawn"),
}
"""What happened to a signal, in words, by the name of the event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeForm:
    """What came of a signal."""

    outcome: Outcome
    words: Annotated[str, text(WORDS_MAX_CHARACTERS)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddresseeForm:
    """To whom a signal is given: a department's code, or that and a user name behind a colon."""

    to: str


@get(f"{PATH}/{{signal_id:uuid}}")
async def show_signal(request: AnyRequest, signal_id: FromPath[UUID]) -> Response[str]:
    """Show a signal, which is seen by that."""
    staff = await staff_member(request)
    await see(staff.actor, signal_id)
    return await _show(request, staff, signal_id)


@post(f"{PATH}/{{signal_id:uuid}}/taking", status_code=200)
async def take_signal(request: AnyRequest, signal_id: FromPath[UUID]) -> Response[str]:
    """Take a signal."""
    staff = await staff_member(request)
    await take(staff.actor, signal_id)
    await tell(request, "signal_taken", signal=str(signal_id))
    return see_other(request, f"{PATH}/{signal_id}")


@post(f"{PATH}/{{signal_id:uuid}}/taking/undo", status_code=200)
async def undo_taking(request: AnyRequest, signal_id: FromPath[UUID]) -> Response[str]:
    """Give a signal back."""
    await give_back((await staff_member(request)).actor, signal_id)
    return see_other(request, f"{PATH}/{signal_id}")


@post(f"{PATH}/{{signal_id:uuid}}/outcome", status_code=200)
async def handle_signal(request: AnyRequest, signal_id: FromPath[UUID]) -> Response[str]:
    """Say what came of a signal."""
    staff = await staff_member(request)
    form = await read(request, OutcomeForm)
    if form.value is None:
        return await _show(request, staff, signal_id, outcome=form, status=422)
    try:
        await handle(staff.actor, signal_id, form.value.outcome, form.value.words)
    except Refused as error:
        return await _show(request, staff, signal_id, outcome=form.refused(error, "words"), status=422)
    await tell(request, "signal_handled", signal=str(signal_id))
    return see_other(request, PATH)


@post(f"{PATH}/{{signal_id:uuid}}/outcome/undo", status_code=200)
async def undo_outcome(request: AnyRequest, signal_id: FromPath[UUID]) -> Response[str]:
    """Take an outcome back."""
    await reopen((await staff_member(request)).actor, signal_id)
    return see_other(request, f"{PATH}/{signal_id}")


@post(f"{PATH}/{{signal_id:uuid}}/addressee", status_code=200)
async def give_signal_on(request: AnyRequest, signal_id: FromPath[UUID]) -> Response[str]:
    """Give a signal to a department or a colleague."""
    staff = await staff_member(request)
    form = await read(request, AddresseeForm)
    if form.value is None:
        return await _show(request, staff, signal_id, addressee=form, status=422)
    department, _, username = form.value.to.partition(":")
    try:
        await reassign(staff.actor, signal_id, department, username, settings_of(request))
    except Refused as error:
        return await _show(request, staff, signal_id, addressee=form.refused(error, "to"), status=422)
    await tell(request, "signal_given_on", signal=str(signal_id))
    return see_other(request, PATH)


@post(f"{PATH}/{{signal_id:uuid}}/addressee/undo", status_code=200)
async def undo_giving_on(request: AnyRequest, signal_id: FromPath[UUID]) -> Response[str]:
    """Take a signal back from those to whom it was given."""
    await undo_reassign((await staff_member(request)).actor, signal_id)
    return see_other(request, f"{PATH}/{signal_id}")


async def _show(
    request: AnyRequest,
    staff: Staff,
    signal_id: UUID,
    *,
    outcome: Form[OutcomeForm] | None = None,
    addressee: Form[AddresseeForm] | None = None,
    status: int = 200,
) -> Response[str]:
    row, steps = await signal(staff.actor, signal_id)
    return await screen(
        request,
        staff,
        "backoffice/signals/signal.html",
        status=status,
        signal=row,
        steps=steps,
        step_words=STEPS,
        outcomes=OUTCOMES,
        urgencies=URGENCIES,
        outcome=outcome or blank(OutcomeForm),
        addressee=addressee or blank(AddresseeForm),
        departments=await departments(staff.actor),
        colleagues=await colleagues(staff.actor, DECIDES),
    )


ROUTES = [
    show_signal,
    take_signal,
    undo_taking,
    handle_signal,
    undo_outcome,
    give_signal_on,
    undo_giving_on,
]
