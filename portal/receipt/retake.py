"""Take a page of a refused document again: from its receipt to the camera, for that page alone."""

from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath

from dossier.deposits.begin_retake import begin_retake, unsent_retakes
from dossier.deposits.queries import deposit
from dossier.ids import new_id
from dossier.receipts.queries import receipt_by_token
from portal.receipt.forms import Retake
from portal.visitor import NotYourDeposit, visitor_of
from web import forms, quotas
from web.catalogues import language
from web.forms import NotAChoice
from web.pages import see_other
from web.scope import AnyRequest


@post("/r/{token:str}/documents/{document_id:uuid}/retakes")
async def retake(request: AnyRequest, token: FromPath[str], document_id: FromPath[UUID]) -> Response[str]:
    """Lead to the camera, in the deposit that was begun for this document or a new one; to the photo that is there."""
    visitor = await visitor_of(request)
    receipt = await receipt_by_token(visitor.actor, token)
    if not visitor.may_see(receipt.deposit_id):
        raise NotYourDeposit
    form = await forms.read(request, Retake)
    if form.value is None:
        raise NotAChoice
    begun = (await unsent_retakes(visitor.actor, visitor.owned)).get(document_id)
    is_new = begun is None
    if begun is None:
        begun = new_id()
        await quotas.spend_deposit(request, visitor.actor, begun)
    paper_id = await begin_retake(
        visitor.actor, receipt.deposit_id, document_id, form.value.page, begun, language=language()
    )
    await visitor.remember_deposit(begun, opened_here=is_new)
    taken = any(paper.id == paper_id for paper in (await deposit(visitor.actor, begun)).papers)
    return see_other(request, f"/deposits/{begun}/papers/{paper_id}" + ("" if taken else "/photo"))


ROUTES = [retake]
