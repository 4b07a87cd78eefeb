"""The order of a paper's pages: a file takes the place of another one, by a button or by drag."""

from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath

from dossier.deposits.move_original import move_original
from dossier.deposits.queries import deposit
from dossier.ids import page_id
from portal.deposit.forms import Place
from portal.deposit.pages import paper_path
from portal.returning import owner_of
from web import forms
from web.forms import NotAChoice
from web.pages import see_other
from web.scope import AnyRequest


@post("/deposits/{deposit_id:uuid}/originals/{original_id:uuid}/place")
async def place(request: AnyRequest, deposit_id: FromPath[UUID], original_id: FromPath[UUID]) -> Response[str]:
    """Give a file the place of another one, and show the pages in their new order."""
    visitor = await owner_of(request, deposit_id)
    form = await forms.read(request, Place)
    if form.value is None:
        raise NotAChoice
    await move_original(visitor.actor, deposit_id, original_id, form.value.place_of)
    first = page_id(original_id, 0)
    return see_other(request, f"{paper_path(await deposit(visitor.actor, deposit_id), first)}#order-{original_id}")


ROUTES = [place]
