"""Pages that wait on the phone: show them, tell the phone the way into a deposit and what is safe there."""

from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from dossier.deposits.queries import deposit
from dossier.ids import new_id
from dossier.lifecycle import DepositState
from portal.returning import owner_of, returning
from portal.unsent import begun_for_more
from web.pages import page
from web.scope import AnyRequest
from web.sending import sending


@get("/kept")
async def show(request: AnyRequest) -> Response[str]:
    """Show where the phone lists what it keeps, and what can be done with it; which pages, only the phone knows."""
    visitor = await returning(request)
    begun = await begun_for_more(visitor)
    return page(
        request,
        "portal/kept/kept.html",
        is_known=visitor.is_known,
        begun=begun,
        deposit_id=begun.id if begun else new_id(),
        owned=visitor.owned,
    )


@get("/deposits/{deposit_id:uuid}/sending")
async def way(request: AnyRequest, deposit_id: FromPath[UUID]) -> dict[str, object]:
    """Tell a script the way into a deposit (as `web.sending` has it) while it is open, and the originals that it holds.

    What a phone keeps it forgets by this answer alone, so it never names a file that is not safe.
    """
    visitor = await owner_of(request, deposit_id)
    view = await deposit(visitor.actor, deposit_id)
    held = sorted(str(each) for paper in view.papers for each in paper.original_ids)
    told = sending(request, visitor.actor, view).facts if view.state is DepositState.OPEN else {"deposit": str(view.id)}
    return {**told, "originals": held}


ROUTES = [show, way]
