"""Messages to connected systems that nobody took: sent again, or let go."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.screen import screen, tell
from dossier.webhooks.dead import dead_messages, discard, send_again
from web.catalogues import mark
from web.pages import see_other
from web.scope import AnyRequest
from web.staff import staff_member

PATH = "/backoffice/webhooks"
EVENTS = {
    "document.validated": mark("A document was filed"),
    "signal.raised": mark("A department was told"),
}
PROBLEMS = {
    "server_away": mark("The other system did not answer."),
    "message_refused": mark("The other system refused the message."),
    "target_not_taken": mark("The address is within this network, where no message goes."),
}


@get(PATH)
async def show_dead(request: AnyRequest) -> Response[str]:
    """Show the messages that nobody took, those that failed first."""
    staff = await staff_member(request)
    found = await dead_messages(staff.actor)
    return await screen(
        request, staff, "backoffice/webhooks/webhooks.html", dead=found, events=EVENTS, problems=PROBLEMS
    )


@post(f"{PATH}/{{message_id:uuid}}/attempt", status_code=200)
async def try_again(request: AnyRequest, message_id: FromPath[UUID]) -> Response[str]:
    """Have a message sent again."""
    staff = await staff_member(request)
    await send_again(staff.actor, message_id)
    await tell(request, "webhook_retried")
    return see_other(request, PATH)


@post(f"{PATH}/{{message_id:uuid}}/removal", status_code=200)
async def let_go(request: AnyRequest, message_id: FromPath[UUID]) -> Response[str]:
    """Let a message go."""
    staff = await staff_member(request)
    await discard(staff.actor, message_id)
    await tell(request, "webhook_discarded")
    return see_other(request, PATH)


ROUTES = [show_dead, try_again, let_go]
