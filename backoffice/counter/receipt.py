"""Sheets counted, deposit received: the receipt is shown at once, and printed."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.counter.at import DEPOSIT, clerk_here, path_of
from backoffice.counter.forms import NoMoment, NotYet, SheetsForm
from backoffice.counter.hand import in_hand, show
from backoffice.screen import screen
from dossier.counter.clerk import clerk_of
from dossier.counter.count_sheets import SheetsDiffer, count_sheets
from dossier.counter.queries import at_counter
from dossier.database.actor import Actor
from dossier.deposits.errors import NothingToReceive
from dossier.deposits.receive import receive
from dossier.ids import new_id
from dossier.kept_papers.errors import PaperUndecided
from dossier.kept_papers.settle import settle_papers
from dossier.lifecycle import DepositState
from dossier.receipts.prints import note_unprinted, print_ticket
from dossier.receipts.promised import NumberNotPromised, PromiseKept
from dossier.receipts.queries import NoSuchReceipt, receipt_for
from web.forms import read
from web.headers import content_security_policy
from web.pages import see_other
from web.receipts import qr_svg
from web.scope import AnyRequest, resources_of, settings_of

_TICKET_SECONDS = 600
"""How long the service at a counter may be asked for a receipt from the page that shows it; a button gets a new one."""
_AROUND_SECONDS = 40
"""What a service may take beside the printing itself: three questions to the server of 10 s, a printer that forgets."""


@post(f"{DEPOSIT}/receipt", status_code=200)
async def hand_over(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Hold the sheets against the pages, receive the deposit, and lead to its receipt; pressed twice it is the same."""
    staff, actor, hand = await in_hand(request, deposit_id)
    if hand.view.state is not DepositState.OPEN:
        return see_other(request, f"{path_of(deposit_id)}/receipt")
    form = await read(request, SheetsForm)
    told = form.value
    if told is None:
        return await show(request, staff, actor, hand, status=422, sheets=form)
    try:
        promise = told.promise
        await count_sheets(actor, deposit_id, told.sheets, both_sides=told.both_sides, as_it_is=told.as_it_is)
        await settle_papers(actor, deposit_id)
        await receive(resources_of(request), actor, deposit_id, promise=promise)
    except (SheetsDiffer, NothingToReceive, PaperUndecided) as error:
        form, differs = form.refused(error, "sheets"), isinstance(error, SheetsDiffer)
        return await show(request, staff, actor, hand, status=422, sheets=form, differs=differs)
    except (NoMoment, NotYet, NumberNotPromised, PromiseKept) as error:
        field = "on" if isinstance(error, NoMoment | NotYet) else "slip"
        return await show(request, staff, actor, hand, status=422, sheets=form.refused(error, field))
    return see_other(request, f"{path_of(deposit_id)}/receipt")


@get(f"{DEPOSIT}/receipt")
async def show_receipt_here(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Show the slip, and have it printed where a printer is."""
    staff, actor, hand = await in_hand(request, deposit_id)
    receipt = await receipt_for(actor, deposit_id)
    if receipt is None:
        if hand.view.state is DepositState.OPEN:
            return see_other(request, path_of(deposit_id))
        raise NoSuchReceipt
    settings = settings_of(request)
    agent = f"http://127.0.0.1:{settings.kiosk_agent_port}"
    printer = hand.counter.device_id if hand.counter.prints else None
    answer = await screen(
        request,
        staff,
        "backoffice/counter/receipt.html",
        here=path_of(deposit_id),
        hand=hand,
        receipt=receipt,
        code=qr_svg(request, receipt),
        agent=agent,
        ticket=print_ticket(receipt, printer, _TICKET_SECONDS) if printer else None,
        within_seconds=settings.kiosk_print_seconds + _AROUND_SECONDS,
        next_id=new_id(),
        sent_by=settings.notice_ways if hand.person else (),
        scan_pause_milliseconds=settings.kiosk_scan_pause_milliseconds,
    )
    if printer:
        answer.headers["Content-Security-Policy"] = content_security_policy(agent)
    return answer


@get(f"{DEPOSIT}/receipt/ticket")
async def give_new_ticket(request: AnyRequest, deposit_id: FromPath[UUID]) -> dict[str, str]:
    """Answer a ticket for the counter's printer that is good from now on. Raises NoSuchReceipt."""
    staff = await clerk_here(request)
    actor = await clerk_of(staff.actor, deposit_id)
    receipt, hand = await receipt_for(actor, deposit_id), await at_counter(actor, deposit_id)
    if receipt is None or hand.counter.device_id is None:
        raise NoSuchReceipt
    return {"ticket": print_ticket(receipt, hand.counter.device_id, _TICKET_SECONDS)}


@post(f"{DEPOSIT}/receipt/failure", status_code=204)
async def note_failure(request: AnyRequest, deposit_id: FromPath[UUID]) -> None:
    """Take from the page itself that nothing printed: the service that prints at this counter does not answer."""
    staff = await clerk_here(request)
    hand = await at_counter(await clerk_of(staff.actor, deposit_id), deposit_id)
    if not hand.counter.prints:
        return
    printer = Actor(centre_id=staff.actor.centre_id, kind="device", id=hand.counter.device_id, place="kiosk")
    await note_unprinted(printer, deposit_id, "no_service")


ROUTES = [hand_over, show_receipt_here, give_new_ticket, note_failure]
