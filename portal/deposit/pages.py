"""One paper of a deposit: see its pages, turn them, say what it is."""

from contextlib import suppress
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Stream

from dossier.deposits.errors import DepositNotOpen, NoSuchPaper
from dossier.deposits.keep_one_page import keep_one_page
from dossier.deposits.lay_under import sides_of_cards
from dossier.deposits.name_paper import name_paper
from dossier.deposits.queries import (
    DepositView,
    PaperView,
    RenditionKind,
    deposit,
    own_rendition,
    papers_seen,
    seen_rendition,
)
from dossier.deposits.remake import PageBusy
from dossier.deposits.turn_page import turn_page
from dossier.lifecycle import DepositState
from dossier.thesaurus.queries import PICTURES, type_of_picture
from portal.deposit.forms import PaperType, Turn
from portal.deposit.placed import order_of
from portal.deposit.refused import receipt_path
from portal.deposit.words import FAULTS
from portal.returning import owner_of, phone_at_interview
from portal.visitor import NotYourDeposit, Visitor, visitor_of
from web import forms
from web.forms import NotAChoice
from web.media import picture
from web.pages import page, see_other
from web.scope import AnyRequest
from web.tiles import TILES, UNKNOWN


@get("/deposits/{deposit_id:uuid}/papers/{paper_id:uuid}")
async def look(request: AnyRequest, deposit_id: FromPath[UUID], paper_id: FromPath[UUID]) -> Response[str]:
    """Show each page of a paper beside its photo, with what is wrong and what helps."""
    visitor, view, paper = await _open_paper(request, deposit_id, paper_id)
    block = ("pages", "order", "progress")
    return page(
        request,
        "portal/deposit/paper.html",
        block=block,
        deposit=view,
        paper=paper,
        lower_of=sides_of_cards(paper.pages),
        papers_seen=papers_seen(paper.pages),
        order=[] if paper.retake else order_of(paper),
        receipt_path=await receipt_path(visitor, view),
        faults=FAULTS,
    )


@get("/deposits/{deposit_id:uuid}/papers/{paper_id:uuid}/type")
async def ask_type(request: AnyRequest, deposit_id: FromPath[UUID], paper_id: FromPath[UUID]) -> Response[str]:
    """Ask by pictures what a paper is."""
    _, view, paper = await _open_paper(request, deposit_id, paper_id)
    chosen = next((name for name, code in PICTURES.items() if code == paper.proposed_type_code), None)
    return page(request, "portal/deposit/type.html", deposit=view, paper=paper, tiles=TILES, chosen=chosen)


@post("/deposits/{deposit_id:uuid}/papers/{paper_id:uuid}/type")
async def say_type(request: AnyRequest, deposit_id: FromPath[UUID], paper_id: FromPath[UUID]) -> Response[str]:
    """Note what the person says it is, or that they do not know."""
    visitor = await owner_of(request, deposit_id)
    form = await forms.read(request, PaperType)
    if form.value is None:
        raise NotAChoice
    known = None if form.value.picture == UNKNOWN else await type_of_picture(visitor.actor, form.value.picture)
    await name_paper(visitor.actor, deposit_id, paper_id, known.id if known else None)
    return see_other(request, f"/deposits/{deposit_id}")


@post("/deposits/{deposit_id:uuid}/pages/{page_id:uuid}/turn")
async def turn(request: AnyRequest, deposit_id: FromPath[UUID], page_id: FromPath[UUID]) -> Response[str]:
    """Turn a page; while it is still being turned, a second touch changes nothing."""
    visitor = await owner_of(request, deposit_id)
    form = await forms.read(request, Turn)
    if form.value is None:
        raise NotAChoice
    with suppress(PageBusy):
        await turn_page(visitor.actor, deposit_id, page_id, form.value.by_degrees)
    return see_other(request, paper_path(await deposit(visitor.actor, deposit_id), page_id))


@post("/deposits/{deposit_id:uuid}/pages/{page_id:uuid}/one-page")
async def one_page(request: AnyRequest, deposit_id: FromPath[UUID], page_id: FromPath[UUID]) -> Response[str]:
    """Make one page of a photo on which several papers were seen."""
    visitor = await owner_of(request, deposit_id)
    await keep_one_page(visitor.actor, deposit_id, page_id)
    return see_other(request, f"{paper_path(await deposit(visitor.actor, deposit_id), page_id)}#page-{page_id}")


@get("/deposits/{deposit_id:uuid}/pages/{page_id:uuid}/{kind:str}")
async def show(
    request: AnyRequest, deposit_id: FromPath[UUID], page_id: FromPath[UUID], kind: FromPath[RenditionKind]
) -> Response[bytes] | Stream:
    """Answer a page's picture: to whoever opened the deposit, or identified afterwards (which is logged).

    Whoever merely goes on with it sees it while it is open.
    """
    phone = await phone_at_interview(request, deposit_id)
    visitor = phone or await visitor_of(request)
    if (
        not phone
        and not visitor.may_see(deposit_id)
        and not (visitor.owns(deposit_id) and (await deposit(visitor.actor, deposit_id)).state is DepositState.OPEN)
    ):
        raise NotYourDeposit
    find = own_rendition if phone or visitor.owns(deposit_id) else seen_rendition
    return picture(request, await find(visitor.actor, deposit_id, page_id, kind))


def paper_path(view: DepositView, page_id: UUID) -> str:
    """Return the path of the paper in which a page stands; that of the deposit, where it is gone."""
    its_own = (
        f"/papers/{paper.id}"
        for paper in view.papers
        if any(side.id == page_id for each in paper.pages for side in each.sides)
    )
    return f"/deposits/{view.id}{next(its_own, '')}"


async def _open_paper(request: AnyRequest, deposit_id: UUID, paper_id: UUID) -> tuple[Visitor, DepositView, PaperView]:
    visitor = await owner_of(request, deposit_id)
    view = await deposit(visitor.actor, deposit_id)
    if view.state is not DepositState.OPEN:
        raise DepositNotOpen
    for paper in view.papers:
        if paper.id == paper_id:
            return visitor, view, paper
    raise NoSuchPaper


ROUTES = [look, ask_type, say_type, turn, one_page, show]
