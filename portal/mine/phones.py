"""Phones that hand in for the person without asking who they are: have all of them forgotten, at one touch."""

from litestar import Response, post

from dossier.people.forget_phones import forget_own_phones
from portal.mine.code import MINE
from portal.visitor import visitor_of
from web.pages import see_other
from web.scope import AnyRequest


@post(f"{MINE}/phones/removal")
async def forget_phones(request: AnyRequest) -> Response[str]:
    """Have every phone hand in for them no more, this one too. Raises NotProven."""
    visitor = await visitor_of(request)
    await forget_own_phones(visitor.proven.actor)
    await visitor.phone_let_go()
    return see_other(request, MINE)


ROUTES = [forget_phones]
