"""One paper: see its pages as they are made, and say what it is."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Stream

from dossier.deposits.glance import glance
from dossier.deposits.keep_one_page import keep_one_page
from dossier.deposits.lay_under import card_of
from dossier.deposits.name_paper import name_paper
from dossier.deposits.queries import PageView, PaperView, RenditionKind, own_rendition, papers_seen
from dossier.lifecycle import PageState
from dossier.thesaurus.queries import PICTURES, type_of_picture
from kiosk.deposit.begun import begun, paper_in
from kiosk.deposit.forms import PaperType
from kiosk.deposit.words import FAULTS
from kiosk.screens import screen
from kiosk.visit import visit_of
from web import forms
from web.forms import NotAChoice
from web.media import inline, picture
from web.pages import see_other
from web.scope import AnyRequest
from web.tiles import TILES, UNKNOWN


@get("/kiosk/deposit/papers/{paper_id:uuid}")
async def look(
    request: AnyRequest,
    paper_id: FromPath[UUID],
    shown: FromQuery[UUID | None] = None,
    at_once: FromQuery[bool] = False,
) -> Response[str]:
    """Show one page of a paper large (the last, or the one that was touched) and the others small.

    `at_once`: while it is being made, tell what a glance at its photo shows.
    """
    visit, view = await begun(request)
    paper = paper_in(view, paper_id)
    large = _large(paper, shown)
    told = None
    if at_once and large.state is PageState.WAITING:
        told = await glance(request.app.state.resources, visit.actor, view.id, large.original_id)
    seen = told if told and told.shown else None
    return screen(
        request,
        "kiosk/deposit/paper.html",
        block=("pages", "progress"),
        deposit=view,
        paper=paper,
        large=large,
        at_once=at_once,
        seen=seen,
        picture=inline(seen.shown.jpeg) if seen and seen.shown else None,
        faults=FAULTS,
        papers_count=papers_seen(paper.pages).get(large.original_id),
        card=card_of(paper.pages, large.id),
    )


@post("/kiosk/deposit/papers/{paper_id:uuid}/pages/{page_id:uuid}/one-page")
async def one_page(request: AnyRequest, paper_id: FromPath[UUID], page_id: FromPath[UUID]) -> Response[str]:
    """Make one page of a photo on which several papers were seen."""
    visit, view = await begun(request)
    await keep_one_page(visit.actor, view.id, page_id)
    return see_other(request, f"/kiosk/deposit/papers/{paper_id}")


@get("/kiosk/deposit/papers/{paper_id:uuid}/type")
async def ask_type(request: AnyRequest, paper_id: FromPath[UUID]) -> Response[str]:
    """Ask by pictures what a paper is."""
    _, view = await begun(request)
    paper = paper_in(view, paper_id)
    chosen = next((name for name, code in PICTURES.items() if code == paper.proposed_type_code), None)
    return screen(request, "kiosk/deposit/type.html", deposit=view, paper=paper, tiles=TILES, chosen=chosen)


@post("/kiosk/deposit/papers/{paper_id:uuid}/type")
async def say_type(request: AnyRequest, paper_id: FromPath[UUID]) -> Response[str]:
    """Note what the person says it is, or that they do not know."""
    visit, view = await begun(request)
    form = await forms.read(request, PaperType)
    if form.value is None:
        raise NotAChoice
    known = None if form.value.picture == UNKNOWN else await type_of_picture(visit.actor, form.value.picture)
    await name_paper(visit.actor, view.id, paper_id, known.id if known else None)
    return see_other(request, "/kiosk/deposit")


@get("/kiosk/deposit/pages/{page_id:uuid}/{kind:str}")
async def show(request: AnyRequest, page_id: FromPath[UUID], kind: FromPath[RenditionKind]) -> Response[bytes] | Stream:
    """Answer a page's picture, during the visit alone: a kiosk's browser keeps none."""
    visit = await visit_of(request)
    answer = picture(request, await own_rendition(visit.actor, visit.deposit_id, page_id, kind))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _large(paper: PaperView, shown: UUID | None) -> PageView:
    return next((each for each in paper.pages if any(side.id == shown for side in each.sides)), paper.pages[-1])


ROUTES = [look, one_page, ask_type, say_type, show]
