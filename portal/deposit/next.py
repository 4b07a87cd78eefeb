"""The next deposit of whoever comes back, and the phone that remembers them for it.

The icon on a phone opens `/deposits/next`: for whoever is known it leads to the camera, with nothing to touch.
"""

from litestar import Response, get, post

from dossier.ids import new_id
from portal import kept_person
from portal.deposit.begin import begin
from portal.deposit.forms import Named
from portal.returning import returning
from portal.unsent import START, begun_by, empty_one
from portal.visitor import NobodyYet, visitor_of
from web import forms
from web.pages import page, see_other
from web.scope import AnyRequest

NEXT = "/deposits/next"


@get(NEXT)
async def next_one(request: AnyRequest) -> Response[str]:
    """Show the form that begins a deposit, which a script sends at once; the start to whoever has more to decide.

    To a helper too: each deposit is one of the few that their code allows, and a touch of the icon spends none.
    """
    visitor = await returning(request)
    if not visitor.is_known or visitor.helped_name or await begun_by(visitor):
        return see_other(request, START)
    return page(request, "portal/deposit/next.html", name=visitor.name, deposit_id=await empty_one(visitor) or new_id())


@post(NEXT)
async def begin_next(request: AnyRequest) -> Response[str]:
    """Begin the deposit that the form named; an icon that was touched twice goes on in the one that began meanwhile."""
    visitor = await returning(request)
    form = await forms.read(request, Named)
    named = form.value.deposit_id if form.value else None
    return await begin(request, visitor, await empty_one(visitor) or named)


@post("/remembered")
async def remember(request: AnyRequest) -> Response[str]:
    """Have this phone remember whoever identified. Raises NobodyYet."""
    visitor = await visitor_of(request)
    who = visitor.depositor
    if visitor.beneficiary_id is None or who.social_file_id is None:
        raise NobodyYet
    await kept_person.keep(request, visitor.actor, visitor.beneficiary_id, who.social_file_id)
    return see_other(request, START)


@post("/remembered/removal")
async def forget(request: AnyRequest) -> Response[str]:
    """Have this phone remember nobody; who is here now stays known until they leave."""
    await (await visitor_of(request)).phone_let_go()
    return see_other(request, START)


ROUTES = [next_one, begin_next, remember, forget]
