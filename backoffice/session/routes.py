"""Sign in with a name and a password, sign out."""

from litestar import Response, get, post
from litestar.params import FromQuery

from backoffice.session.forms import SignInForm
from dossier.people import staff as people
from dossier.people.releases_seen import begin_with_release
from dossier.people.staff import WrongPassword
from web import attempts
from web.attempts import TooManyAttempts
from web.forms import Form, blank, read
from web.pages import page, see_other
from web.problems import status_of
from web.releases import releases
from web.scope import AnyRequest
from web.staff import SIGN_IN_PATH, return_address, sign_in, sign_out

_TEMPLATE = "backoffice/session/sign_in.html"


@get(SIGN_IN_PATH)
async def show_sign_in(request: AnyRequest, return_to: FromQuery[str] = "") -> Response[str]:
    """Show the door."""
    return _door(request, blank(SignInForm, return_to=return_to), 200)


@post(SIGN_IN_PATH, status_code=200)
async def enter(request: AnyRequest) -> Response[str]:
    """Check name and password, and go on to the page that was asked for."""
    form = await read(request, SignInForm)
    if form.value is None:
        return _door(request, form, 422)
    try:
        await attempts.spend(request, "sign_in", form.value.username)
        member = await people.sign_in(request.app.state.centre_id, form.value.username, form.value.password)
    except (WrongPassword, TooManyAttempts) as error:
        return _door(request, form.refused(error), status_of(error))
    await attempts.forgive(request, "sign_in", form.value.username)
    await sign_in(request, member)
    await begin_with_release(member.actor, releases()[0].day)
    return see_other(request, return_address(form.value.return_to))


@post(f"{SIGN_IN_PATH}/end", status_code=200)
async def leave(request: AnyRequest) -> Response[str]:
    """End the session."""
    await sign_out(request)
    return see_other(request, SIGN_IN_PATH)


def _door(request: AnyRequest, form: Form[SignInForm], status: int) -> Response[str]:
    return page(request, _TEMPLATE, status=status, form=form)


ROUTES = [show_sign_in, enter, leave]
