"""The receipt: shown at once and printed, until the person goes."""

from dataclasses import dataclass
from typing import Literal

from litestar import Response, get, post

from dossier.deposits.queries import deposit
from dossier.lifecycle import DepositState
from dossier.receipts.prints import UnprintedByNobody, note_unprinted, print_ticket
from dossier.receipts.queries import Receipt, receipt_for
from kiosk.answers import RECEIPT
from kiosk.device.cookie import kiosk_of
from kiosk.screens import screen
from kiosk.visit import VisitOver, visit_of
from web.pages import see_other
from web.receipts import qr_svg
from web.scope import AnyRequest, settings_of

_AROUND_SECONDS = 40
"""What a service may take beside the printing itself: three questions to the server of 10 s, a printer that forgets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """Who prints a receipt at this kiosk."""

    by: Literal["browser", "service", "nobody"]  # nobody: a service that was told of no printer
    ticket: str = ""  # what the service prints it for
    within_seconds: float = 0  # it is on paper then, or the service is away


@get(RECEIPT)
async def show(request: AnyRequest) -> Response[str]:
    """Show the slip; what was not sent yet is looked over first."""
    visit = await visit_of(request)
    view = await deposit(visit.actor, visit.deposit_id)
    receipt = await receipt_for(visit.actor, view.id)
    if receipt is None:
        if view.state is DepositState.OPEN:
            return see_other(request, "/kiosk/deposit")
        raise VisitOver
    return screen(
        request,
        "kiosk/receipt/show.html",
        receipt=receipt,
        qr=qr_svg(request, receipt),
        deposit=view,
        printing=_printing(request, receipt),
        sent_by=settings_of(request).notice_ways if visit.is_identified else (),
    )


@get(f"{RECEIPT}/ticket")
async def give_ticket(request: AnyRequest) -> dict[str, str]:
    """Answer a ticket for the service that is good from now on: the page's own is as old as the page."""
    visit = await visit_of(request)
    receipt = await receipt_for(visit.actor, visit.deposit_id)
    if receipt is None:
        raise VisitOver
    return {"ticket": _printing(request, receipt).ticket}


@post(f"{RECEIPT}/failure", status_code=204)
async def note_failure(request: AnyRequest) -> None:
    """Take from the page itself that nothing printed: the service beside it does not answer, or has no printer."""
    visit, kiosk = await visit_of(request), kiosk_of(request)
    if kiosk is None or not kiosk.has_service:
        return
    problem: UnprintedByNobody = "no_service" if kiosk.has_printer else "no_printer"
    await note_unprinted(visit.device, visit.deposit_id, problem)


def _printing(request: AnyRequest, receipt: Receipt) -> Printing:
    kiosk = kiosk_of(request)
    if kiosk is None or not kiosk.has_service:
        return Printing(by="browser")
    if not kiosk.has_printer:
        return Printing(by="nobody")
    settings = settings_of(request)
    return Printing(
        by="service",
        ticket=print_ticket(receipt, kiosk.id, settings.kiosk_session_idle_seconds),
        within_seconds=settings.kiosk_print_seconds + _AROUND_SECONDS,
    )


ROUTES = [show, give_ticket, note_failure]
