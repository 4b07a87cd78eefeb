"""Take a document's deposit, keep it while working, give it back."""

from uuid import UUID

from litestar import Response, delete, get, post, put
from litestar.params import FromPath

from backoffice.documents.desk import PATH, desk
from backoffice.documents.forms import ProfileForm
from backoffice.queue.wanted import address, kept
from backoffice.screen import tell
from dossier.documents.claim import check_hold, claim, release, renew
from dossier.documents.errors import ClaimedByOther
from web.forms import read
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest, settings_of
from web.staff import staff_member


@post(f"{PATH}/claim", status_code=200)
async def take(request: AnyRequest, document_id: FromPath[UUID]) -> Response[str]:
    """Take the deposit and open its desk; where something was typed already, it stays."""
    staff = await staff_member(request)
    form = await read(request, ProfileForm)
    typed = form if any(form.typed.values()) else None
    try:
        await claim(staff.actor, document_id, settings_of(request).claim_lease_seconds)
    except ClaimedByOther as error:
        return await desk(request, staff, document_id, typed, status=status_of(error))
    if typed:
        return await desk(request, staff, document_id, typed)
    return see_other(request, f"/backoffice/documents/{document_id}")


@put(f"{PATH}/claim", status_code=204)
async def keep(request: AnyRequest, document_id: FromPath[UUID]) -> None:
    """Keep the deposit while someone works on it: a script asks now and then."""
    staff = await staff_member(request)
    await renew(staff.actor, document_id, settings_of(request).claim_lease_seconds)


@get(f"{PATH}/claim", status_code=204)
async def look(request: AnyRequest, document_id: FromPath[UUID]) -> None:
    """Say whether the deposit is still theirs: a script asks when something of it changed."""
    staff = await staff_member(request)
    await check_hold(staff.actor, document_id)


@post(f"{PATH}/release", status_code=200)
async def give_back(request: AnyRequest, document_id: FromPath[UUID]) -> Response[str]:
    """Give the deposit back to the queue, undecided."""
    staff = await staff_member(request)
    await release(staff.actor, document_id)
    await tell(request, "released")
    return see_other(request, address(await kept(request)))


@delete(f"{PATH}/claim", status_code=204)
async def let_go(request: AnyRequest, document_id: FromPath[UUID]) -> None:
    """Give back what was only held as the next: a script says so while it leaves, maybe late."""
    staff = await staff_member(request)
    await release(staff.actor, document_id, left_seconds=settings_of(request).hold_next_seconds)


ROUTES = [take, keep, look, give_back, let_go]
