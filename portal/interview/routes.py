"""Open the code of an interview: by the QR code on the worker's screen, or by its signs; then all is as in any deposit.

Opened, it is used up: so a page asks first, and no program that merely looks at an address takes a person's turn.
"""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from dossier.errors import DossierError
from dossier.interviews.code import read_token
from dossier.interviews.join import WrongInterviewCode, check_joinable, join_by_code, join_interview
from portal.helper.routes import HELP
from portal.interview.forms import Code
from portal.visitor import Visitor, visitor_of
from web import attempts, forms
from web.catalogues import language
from web.forms import Form, blank
from web.interviews import INTERVIEW
from web.pages import page, see_other
from web.problems import status_of
from web.scope import AnyRequest


@get(INTERVIEW)
async def ask_code(request: AnyRequest) -> Response[str]:
    """Ask for the signs that the worker reads out."""
    return _ask(request, blank(Code))


@post(INTERVIEW)
async def open_by_code(request: AnyRequest) -> Response[str]:
    """Open the session of typed signs, and lead to the camera."""
    form = await forms.read(request, Code)
    if form.value is None:
        return _ask(request, form)
    visitor = await visitor_of(request)
    typed = form.value.code
    await attempts.spend(request, HELP, typed)
    try:
        joined = await join_by_code(visitor.actor, typed, language=language())
    except DossierError as error:
        if not isinstance(error, WrongInterviewCode):
            await attempts.forgive(request, HELP, typed)
        return _ask(request, form.refused(error, "code"), status_of(error))
    await attempts.forgive(request, HELP, typed)
    return await _in(request, visitor, joined)


@get(f"{INTERVIEW}/{{token:str}}")
async def show_invitation(request: AnyRequest, token: FromPath[str]) -> Response[str]:
    """Say what happens now, and ask for one touch; lead on where this phone has touched it already."""
    deposit_id, visitor = read_token(token), await visitor_of(request)
    if visitor.interview == deposit_id:
        return see_other(request, f"/deposits/{deposit_id}")
    await check_joinable(visitor.actor, deposit_id)
    return page(request, "portal/interview/invitation.html", here=f"{INTERVIEW}/{token}")


@post(f"{INTERVIEW}/{{token:str}}")
async def accept(request: AnyRequest, token: FromPath[str]) -> Response[str]:
    """Open the session, and lead to the camera; touched twice, it is the same one."""
    deposit_id, visitor = read_token(token), await visitor_of(request)
    if visitor.interview != deposit_id:
        await join_interview(visitor.actor, deposit_id, language=language())
    return await _in(request, visitor, deposit_id)


async def _in(request: AnyRequest, visitor: Visitor, deposit_id: UUID) -> Response[str]:
    await visitor.joined(deposit_id)
    return see_other(request, f"/deposits/{deposit_id}")


def _ask(request: AnyRequest, form: Form[Code], status: int = 422) -> Response[str]:
    asked = 200 if not form.error and not form.wrong else status
    return page(request, "portal/interview/code.html", status=asked, form=form)


ROUTES = [ask_code, open_by_code, show_invitation, accept]
