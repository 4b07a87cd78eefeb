"""Codes by which somebody hands in for the person: make one, read it out, take it back."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from dossier.helpers.make import make_helper_code
from dossier.helpers.queries import helper_codes
from dossier.helpers.take_back import take_helper_code_back
from portal.mine.code import MINE
from portal.visitor import visitor_of
from web.pages import page, see_other
from web.scope import AnyRequest, settings_of

HELPERS = f"{MINE}/helpers"


@get(HELPERS)
async def show_codes(request: AnyRequest) -> Response[str]:
    """Show the codes that work; whoever proved nothing yet is led to where a code is asked for."""
    visitor = await visitor_of(request)
    if not visitor.is_proven:
        return see_other(request, f"{MINE}/code")
    settings = settings_of(request)
    codes = await helper_codes(visitor.proven.actor)
    address = f"{settings.public_url.rstrip('/')}/helper"
    may_make = len(codes) < settings.helper_codes_at_once_max
    return page(request, "portal/mine/helpers.html", codes=codes, address=address, may_make=may_make)


@post(HELPERS)
async def make_code(request: AnyRequest) -> Response[str]:
    """Make a code, and show it."""
    proven = (await visitor_of(request)).proven
    await make_helper_code(settings_of(request), proven.actor, proven.social_file_id)
    return see_other(request, HELPERS)


@post(f"{HELPERS}/{{helper_code_id:uuid}}/removal")
async def take_back_code(request: AnyRequest, helper_code_id: FromPath[UUID]) -> Response[str]:
    """Take a code back."""
    await take_helper_code_back((await visitor_of(request)).proven.actor, helper_code_id)
    return see_other(request, HELPERS)


ROUTES = [show_codes, make_code, take_back_code]
