"""What was begun and not sent: in this browser, or elsewhere by the beneficiary who identified here again."""

from uuid import UUID

from litestar import Response

from dossier.deposits.queries import DepositView, deposit
from dossier.deposits.resume import resume
from dossier.lifecycle import DepositState
from dossier.requests.asked import asked_of
from portal.deposit.begin import begin
from portal.visitor import Visitor
from web.pages import see_other
from web.scope import AnyRequest

START = "/"
ASKED = "/asked"


async def go_on(request: AnyRequest, visitor: Visitor, deposit_id: UUID | None) -> Response[str]:
    """Lead a beneficiary who identified to the papers that they have not sent, or else to those they are asked for.

    Where there are neither, a deposit begins.

    A form that is sent twice names a deposit of theirs, and leads to it again.
    """
    if deposit_id is None or not visitor.owns(deposit_id):
        unsent = await resume(visitor.actor, visitor.owned)
        for each in unsent:
            await visitor.remember_deposit(each, opened_here=False)
        if unsent:
            return see_other(request, START)
        if (await asked_of(visitor.actor)).missing:
            return see_other(request, ASKED)
    return await begin(request, visitor, deposit_id)


async def begun_by(visitor: Visitor) -> DepositView | None:
    """Return the visitor's latest deposit that holds papers and takes more; None where each was sent or abandoned."""
    for deposit_id in reversed(visitor.unsent):
        view = await deposit(visitor.actor, deposit_id)
        if view.state is DepositState.OPEN and view.papers:
            return view
    return None


async def begun_for_more(visitor: Visitor) -> DepositView | None:
    """Return the deposit that was begun and takes any paper: not one of pages that are taken again."""
    begun = await begun_by(visitor)
    return None if begun is None or begun.is_retake else begun


async def empty_one(visitor: Visitor) -> UUID | None:
    """Return the deposit that was begun last and holds nothing: an icon or button touched again begins no other."""
    for deposit_id in visitor.unsent[-1:]:
        view = await deposit(visitor.actor, deposit_id)
        if view.state is DepositState.OPEN and not view.papers and not view.is_retake:
            return deposit_id
    return None
