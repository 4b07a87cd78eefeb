"""The deposit of an interview received: the receipt that the phone shows too, to print for who wants paper."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.interviews.hand import DEPOSIT, in_hand, path_of, show
from backoffice.screen import screen
from dossier.deposits.errors import NotArrived, NothingToReceive, PagesChanged
from dossier.deposits.receive import receive
from dossier.ids import new_id
from dossier.lifecycle import DepositState
from dossier.receipts.queries import NoSuchReceipt, receipt_for
from web.pages import see_other
from web.problems import sentence, status_of
from web.receipts import qr_svg
from web.scope import AnyRequest, resources_of


@post(f"{DEPOSIT}/receipt", status_code=200)
async def receive_interview(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Receive the deposit, whoever photographed, and lead to its receipt; pressed twice it is the same."""
    hand = await in_hand(request, deposit_id)
    try:
        await receive(resources_of(request), hand.actor, deposit_id)
    except (NothingToReceive, PagesChanged, NotArrived) as error:
        return await show(request, await in_hand(request, deposit_id), status=status_of(error), refusal=sentence(error))
    return see_other(request, f"{path_of(deposit_id)}/receipt")


@get(f"{DEPOSIT}/receipt")
async def show_interview_receipt(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Show the receipt, to print it."""
    hand = await in_hand(request, deposit_id)
    receipt = await receipt_for(hand.actor, deposit_id)
    if receipt is None:
        if hand.at.view.state is DepositState.OPEN:
            return see_other(request, path_of(deposit_id))
        raise NoSuchReceipt
    return await screen(
        request,
        hand.staff,
        "backoffice/interviews/receipt.html",
        hand=hand.at,
        receipt=receipt,
        code=qr_svg(request, receipt),
        next_id=new_id(),
    )


ROUTES = [receive_interview, show_interview_receipt]
