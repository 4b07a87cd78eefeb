"""Take a deposit back, before anybody has begun on it: asked once more, then done."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from dossier.deposits.withdraw import withdraw
from dossier.mine.deposit import withdrawable_deposit
from dossier.receipts.queries import receipt_for
from portal.mine.code import MINE
from portal.mine.thumbs import thumbs
from portal.visitor import visitor_of
from web.pages import page, see_other
from web.scope import AnyRequest

WITHDRAWAL = f"{MINE}/deposits/{{deposit_id:uuid}}/withdrawal"


@get(WITHDRAWAL)
async def ask_withdrawal(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Ask once more, with the papers that are taken back."""
    visitor = await visitor_of(request)
    found = await withdrawable_deposit(visitor.reader, deposit_id)
    return page(request, "portal/mine/withdrawal.html", deposit_id=deposit_id, documents=found, thumbs=thumbs)


@post(WITHDRAWAL)
async def take_back(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Take it back, and lead to its receipt, which says so."""
    visitor = await visitor_of(request)
    await withdraw(visitor.reader, deposit_id)
    receipt = await receipt_for(visitor.actor, deposit_id)
    return see_other(request, f"/r/{receipt.token}" if receipt else MINE)


ROUTES = [ask_withdrawal, take_back]
