"""Both sides of a card: a person has them on one page, and takes them apart again."""

from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath

from dossier.deposits.lay_under import lay_under
from dossier.deposits.take_apart import take_apart
from kiosk.deposit.begun import begun
from kiosk.deposit.forms import LowerSide
from web import forms
from web.forms import NotAChoice
from web.pages import see_other
from web.scope import AnyRequest

PATH = "/kiosk/deposit/papers/{paper_id:uuid}/pages/{page_id:uuid}/sides"


@post(PATH)
async def join(request: AnyRequest, paper_id: FromPath[UUID], page_id: FromPath[UUID]) -> Response[str]:
    """Show a page and the next one of its paper on one page."""
    visit, view = await begun(request)
    form = await forms.read(request, LowerSide)
    if form.value is None:
        raise NotAChoice
    await lay_under(visit.actor, view.id, page_id, form.value.under)
    return see_other(request, f"/kiosk/deposit/papers/{paper_id}?shown={page_id}")


@post(f"{PATH}/removal")
async def part(request: AnyRequest, paper_id: FromPath[UUID], page_id: FromPath[UUID]) -> Response[str]:
    """Make two pages of it again."""
    visit, view = await begun(request)
    await take_apart(visit.actor, view.id, page_id)
    return see_other(request, f"/kiosk/deposit/papers/{paper_id}?shown={page_id}")


ROUTES = [join, part]
