"""Say for whom one hands in, by their code; then all is as for anybody who hands in, and nothing else is shown."""

from litestar import Response, get, post

from dossier.helpers.queries import WrongHelperCode, helped_by
from portal.helper.forms import CodeAndName
from portal.visitor import visitor_of
from web import attempts, forms
from web.forms import Form, blank
from web.pages import page, see_other
from web.scope import AnyRequest

HELPER = "/helper"
HELP: attempts.What = "help"


@get(HELPER)
async def ask_helper(request: AnyRequest) -> Response[str]:
    """Ask for the code, and for who helps."""
    return _ask(request, blank(CodeAndName))


@post(HELPER)
async def help_somebody(request: AnyRequest) -> Response[str]:
    """Remember for whom it is, and lead to the start."""
    form = await forms.read(request, CodeAndName)
    if form.value is None:
        return _ask(request, form)
    visitor = await visitor_of(request)
    typed = form.value.code
    await attempts.spend(request, HELP, typed)
    try:
        helped = await helped_by(visitor.actor, typed)
    except WrongHelperCode as error:
        return _ask(request, form.refused(error, "code"))
    await attempts.forgive(request, HELP, typed)
    await visitor.helps(helped, form.value.name)
    return see_other(request, "/")


def _ask(request: AnyRequest, form: Form[CodeAndName]) -> Response[str]:
    return page(request, "portal/helper/helper.html", status=422 if form.error or form.wrong else 200, form=form)


ROUTES = [ask_helper, help_somebody]
