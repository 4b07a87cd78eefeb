"""A deposit as a whole: begin it, look it over, send it or discard it."""

from functools import partial
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Stream

from dossier.deposits.abandon import abandon
from dossier.deposits.errors import DepositNotOpen, NothingToReceive, RetakeOver
from dossier.deposits.queries import DepositView, deposit
from dossier.deposits.receive import receive
from dossier.ids import new_id
from dossier.lifecycle import DepositState
from dossier.receipts.queries import receipt_for
from dossier.requests.asked import asked_of
from portal.deposit.begin import begin
from portal.deposit.forms import Named
from portal.deposit.refused import receipt_path
from portal.deposit.thumbs import thumbs
from portal.returning import owner_of, returning
from portal.visitor import NotYourDeposit, Visitor
from web import forms, live
from web.pages import page, see_other
from web.scope import AnyRequest


@post("/deposits")
async def open_one(request: AnyRequest) -> Response[str]:
    """Begin a deposit for the person who is known already."""
    form = await forms.read(request, Named)
    return await begin(request, await returning(request), form.value.deposit_id if form.value else None)


@get("/deposits/{deposit_id:uuid}")
async def look_over(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Show the papers so far; lead to the camera while there is none, to the receipt once it was sent."""
    visitor = await owner_of(request, deposit_id)
    view = await deposit(visitor.actor, deposit_id)
    if view.state is not DepositState.OPEN:
        return await _to_receipt(request, visitor, deposit_id)
    visitor.keep_in_hand(deposit_id)
    if not view.papers:
        return see_other(request, f"/deposits/{deposit_id}/papers/{new_id()}/photo")
    return await _overview(request, visitor, view)


@get("/deposits/{deposit_id:uuid}/changes")
async def changes(request: AnyRequest, deposit_id: FromPath[UUID]) -> Stream:
    """Tell the open page when something changed."""
    visitor = await owner_of(request, deposit_id)
    return live.stream(request, visitor.centre_id, f"deposit:{deposit_id}")


@post("/deposits/{deposit_id:uuid}/receipt")
async def send(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Hand over, and lead to the receipt; a double tap leads to the same one."""
    visitor = await owner_of(request, deposit_id)
    if (
        not visitor.at_interview
        and not visitor.is_from_here(deposit_id)
        and (await deposit(visitor.actor, deposit_id)).state is not DepositState.OPEN
    ):
        raise NotYourDeposit  # gone on with here, and sent from elsewhere
    try:
        receipt = await receive(request.app.state.resources, visitor.actor, deposit_id)
    except (NothingToReceive, RetakeOver):
        return see_other(request, f"/deposits/{deposit_id}")  # which says why, and what to do
    await visitor.sent(receipt)
    return see_other(request, f"/r/{receipt.token}")


@post("/deposits/{deposit_id:uuid}/abandonment")
async def discard(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Give up what was not sent, and go back to the start."""
    visitor = await owner_of(request, deposit_id)
    await abandon(visitor.actor, deposit_id)
    await visitor.discarded(deposit_id)
    return see_other(request, "/")


async def _to_receipt(request: AnyRequest, visitor: Visitor, deposit_id: UUID) -> Response[str]:
    if not visitor.at_interview and not visitor.may_see(deposit_id):
        raise NotYourDeposit
    receipt = await receipt_for(visitor.actor, deposit_id)
    if receipt is None:
        raise DepositNotOpen
    if visitor.at_interview:  # be it the worker who gave it
        await visitor.sent(receipt)
    return see_other(request, f"/r/{receipt.token}")


async def _overview(request: AnyRequest, visitor: Visitor, view: DepositView) -> Response[str]:
    return page(
        request,
        "portal/deposit/overview.html",
        block=("papers", "progress"),
        deposit=view,
        at_interview=visitor.at_interview,
        asked=await asked_of(visitor.actor),
        receipt_path=await receipt_path(visitor, view),
        next_paper_id=new_id(),
        thumbs=partial(thumbs, view.id, judged=True),
    )


ROUTES = [open_one, look_over, changes, send, discard]
