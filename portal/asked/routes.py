"""The papers that are asked for: what came in is ticked, and a touch on one that is missing leads to the camera."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Stream

from dossier.ids import new_id
from dossier.requests.asked import asked_of
from dossier.requests.expect_paper import expect_paper
from dossier.thesaurus.errors import NoSuchExample
from dossier.thesaurus.example import example
from portal.deposit.begin import begin
from portal.deposit.forms import Named
from portal.push.offer import push_offer
from portal.unsent import ASKED, begun_by
from portal.visitor import NobodyYet, visitor_of
from web import forms
from web.asked import ASKED_AGAIN
from web.media import picture
from web.pages import page, see_other
from web.scope import AnyRequest
from web.tiles import DRAWING_OF


@get(ASKED)
async def show_asked(request: AnyRequest) -> Response[str]:
    """Show what is asked of whoever identified here."""
    visitor = await visitor_of(request)
    if not visitor.is_known or visitor.is_remembered:
        return see_other(request, "/identification")
    return page(
        request,
        "portal/asked/asked.html",
        asked=await asked_of(visitor.actor),
        begun=await begun_by(visitor),
        deposit_id=new_id(),
        drawings=DRAWING_OF,
        asked_again=ASKED_AGAIN,
        push=push_offer(request, visitor),
    )


@get(f"{ASKED}/{{item_id:uuid}}/example")
async def show_example(request: AnyRequest, item_id: FromPath[UUID]) -> Response[bytes] | Stream:
    """Answer what such a paper looks like. Raises NobodyYet, and NoSuchExample for what is not asked here."""
    visitor = await visitor_of(request)
    if not visitor.is_known:
        raise NobodyYet
    asked = await asked_of(visitor.actor)
    shown = next((each.example_id for each in asked.papers if each.item_id == item_id), None)
    if shown is None:
        raise NoSuchExample
    return picture(request, await example(visitor.actor, shown))


@post(f"{ASKED}/{{item_id:uuid}}")
async def hand_over(request: AnyRequest, item_id: FromPath[UUID]) -> Response[str]:
    """Lead to the camera for one of them: in the deposit that was begun, or in a new one."""
    visitor = await visitor_of(request)
    if not visitor.is_known:
        raise NobodyYet
    begun = await begun_by(visitor)
    if begun is None or begun.is_retake:
        form = await forms.read(request, Named)
        deposit_id = (form.value.deposit_id if form.value else None) or new_id()
        await begin(request, visitor, deposit_id)
    else:
        deposit_id = begun.id
    paper_id = await expect_paper(visitor.actor, deposit_id, item_id)
    return see_other(request, f"/deposits/{deposit_id}/papers/{paper_id}/photo")


ROUTES = [show_asked, show_example, hand_over]
