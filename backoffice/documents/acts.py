"""What one did at the desk lately, and a way to take it back."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from backoffice.documents.words import ACTS
from backoffice.screen import screen, tell
from dossier.documents.acts import last_acts
from dossier.documents.undo import undo
from web.pages import see_other
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

PATH = "/backoffice/acts"


@get(PATH)
async def show_acts(request: AnyRequest, document: FromQuery[UUID | None] = None) -> Response[str]:
    """Show one's last acts that can be undone; `document` is that from whose desk somebody came, and goes back."""
    staff = await staff_member(request)
    seconds = settings_of(request).undo_seconds
    return await screen(
        request,
        staff,
        "backoffice/documents/acts.html",
        acts=await last_acts(staff.actor, seconds),
        words=ACTS,
        undo_minutes=round(seconds / 60),
        document=document,
    )


@post(f"{PATH}/undo", status_code=200)
async def undo_last(request: AnyRequest) -> Response[str]:
    """Undo the last act."""
    return await _undo(request, None)


@post(f"{PATH}/{{act_id:uuid}}/undo", status_code=200)
async def undo_act(request: AnyRequest, act_id: FromPath[UUID]) -> Response[str]:
    """Undo one of the last acts."""
    return await _undo(request, act_id)


async def _undo(request: AnyRequest, act_id: UUID | None) -> Response[str]:
    staff = await staff_member(request)
    settings = settings_of(request)
    document_id = await undo(
        staff.actor, act_id, undo_seconds=settings.undo_seconds, lease_seconds=settings.claim_lease_seconds
    )
    await tell(request, "undone")
    return see_other(request, f"/backoffice/documents/{document_id}")


ROUTES = [show_acts, undo_last, undo_act]
