"""Both sides of a card: a depositor has them on one page, and takes them apart again."""

from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath

from dossier.deposits.lay_under import lay_under
from dossier.deposits.queries import deposit
from dossier.deposits.take_apart import take_apart
from portal.deposit.forms import LowerSide
from portal.deposit.pages import paper_path
from portal.returning import owner_of
from portal.visitor import Visitor
from web import forms
from web.forms import NotAChoice
from web.pages import see_other
from web.scope import AnyRequest

PATH = "/deposits/{deposit_id:uuid}/pages/{page_id:uuid}/sides"


@post(PATH)
async def join(request: AnyRequest, deposit_id: FromPath[UUID], page_id: FromPath[UUID]) -> Response[str]:
    """Show a page and the next one of its paper on one page."""
    visitor = await owner_of(request, deposit_id)
    form = await forms.read(request, LowerSide)
    if form.value is None:
        raise NotAChoice
    await lay_under(visitor.actor, deposit_id, page_id, form.value.under)
    return await _back(request, visitor, deposit_id, page_id)


@post(f"{PATH}/removal")
async def part(request: AnyRequest, deposit_id: FromPath[UUID], page_id: FromPath[UUID]) -> Response[str]:
    """Make two pages of it again."""
    visitor = await owner_of(request, deposit_id)
    await take_apart(visitor.actor, deposit_id, page_id)
    return await _back(request, visitor, deposit_id, page_id)


async def _back(request: AnyRequest, visitor: Visitor, deposit_id: UUID, page_id: UUID) -> Response[str]:
    return see_other(request, f"{paper_path(await deposit(visitor.actor, deposit_id), page_id)}#page-{page_id}")


ROUTES = [join, part]
