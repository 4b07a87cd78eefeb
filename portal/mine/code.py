"""Ask for a one-time code, and type it: what is answered is the same whoever is named."""

from datetime import timedelta

from litestar import Response, get, post

from dossier.clock import now
from dossier.errors import Refused
from dossier.one_time_codes.ask import Named, TooManyCodes, ask_code
from dossier.one_time_codes.redeem import redeem
from dossier.people.identify import NumberMistyped
from portal.identification.forms import read_with_birth_date
from portal.mine.forms import Code, Whose
from portal.unsent import begun_by
from portal.visitor import Visitor, visitor_of
from web import forms
from web.catalogues import language
from web.clients import client_address, network_of
from web.forms import Form, blank
from web.pages import page, see_other
from web.scope import AnyRequest, settings_of

MINE = "/mine"


@get(f"{MINE}/code")
async def ask(request: AnyRequest) -> Response[str]:
    """Ask whose code it shall be; whoever identified here already has one sent at a touch."""
    return await _ask(request, await visitor_of(request), blank(Whose))


@post(f"{MINE}/code")
async def send(request: AnyRequest) -> Response[str]:
    """Have a code sent, where there is somebody to send it to, and lead to where it is typed."""
    visitor = await visitor_of(request)
    named, form = visitor.named_for_code, blank(Whose)
    if named is None:
        form = await read_with_birth_date(request, Whose)
        if form.value is None:
            return await _ask(request, visitor, form)
        named = Named(number=form.value.number, birth_date=form.value.birth_date)
    address = network_of(client_address(request))
    try:
        code_id = await ask_code(settings_of(request), visitor.actor, named, language=language(), address=address)
    except (NumberMistyped, TooManyCodes) as error:
        return await _ask(request, visitor, form.refused(error))
    await visitor.code_asked(code_id)
    return see_other(request, f"{MINE}/access")


@get(f"{MINE}/access")
async def ask_code_itself(request: AnyRequest) -> Response[str]:
    """Ask for the digits that came."""
    visitor = await visitor_of(request)
    if visitor.code is None:
        return see_other(request, f"{MINE}/code")
    return _type(request, blank(Code))


@post(f"{MINE}/access")
async def open_mine(request: AnyRequest) -> Response[str]:
    """Open what is kept of whoever has the code."""
    visitor = await visitor_of(request)
    form = await forms.read(request, Code)
    if form.value is None:
        return _type(request, form)
    settings = settings_of(request)
    try:
        found = await redeem(settings, visitor.actor, visitor.code, form.value.code)
    except Refused as error:
        return _type(request, form.refused(error, "code"))
    await visitor.proved(found, now() + timedelta(seconds=settings.mine_open_seconds))
    return see_other(request, MINE)


async def _ask(request: AnyRequest, visitor: Visitor, form: Form[Whose]) -> Response[str]:
    status = 422 if form.error or form.wrong else 200
    is_named = visitor.named_for_code is not None
    forgets = not is_named and await begun_by(visitor) is not None  # whoever the code proves may be another person
    return page(request, "portal/mine/code.html", status=status, form=form, is_named=is_named, forgets=forgets)


def _type(request: AnyRequest, form: Form[Code]) -> Response[str]:
    minutes = settings_of(request).one_time_code_seconds // 60
    status = 422 if form.error or form.wrong else 200
    return page(request, "portal/mine/access.html", status=status, form=form, minutes=minutes)


ROUTES = [ask, send, ask_code_itself, open_mine]
