"""How the journal stands: the chain, its anchors, its time stamps, the last check, and a check at once."""

from litestar import Response, get, post

from backoffice.screen import screen, tell
from dossier.audit.checks import ask_check, journal_state
from web.pages import see_other
from web.problems import sentence
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

PATH = "/backoffice/journal/chain"


@get(PATH)
async def show_chain(request: AnyRequest) -> Response[str]:
    """Show how the journal stands."""
    staff = await staff_member(request)
    state = await journal_state(staff.actor)
    return await screen(
        request,
        staff,
        "backoffice/journal/chain.html",
        block="chain",
        state=state,
        findings=[sentence(each) for each in state.last.findings] if state.last else [],
        stamped=bool(settings_of(request).stamp_authority_url),
    )


@post(f"{PATH}/checks", status_code=200)
async def add_journal_check(request: AnyRequest) -> Response[str]:
    """Have the worker check the journal at once."""
    staff = await staff_member(request)
    await ask_check(staff.actor)
    await tell(request, "check_asked")
    return see_other(request, PATH)


ROUTES = [show_chain, add_journal_check]
