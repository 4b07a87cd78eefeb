"""The first screen: one act, and the two quiet ways beside it."""

from litestar import Response, get

from dossier.ids import new_id
from dossier.phases.queries import circuit_closed
from dossier.requests.asked import asked_of
from portal.kept_person import kept_person
from portal.kept_receipts import kept_receipts
from portal.returning import returning
from portal.unsent import begun_by, empty_one
from portal.visitor import PLACE
from web.pages import page
from web.scope import AnyRequest


@get("/")
async def start(request: AnyRequest) -> Response[str]:
    """Show what this is, what was begun and not sent, and what is asked for."""
    visitor = await returning(request)
    return page(
        request,
        "portal/start/index.html",
        name=visitor.name,
        helped_name=visitor.helped_name,
        is_known=visitor.is_known,
        is_remembered=visitor.is_remembered,
        is_kept=bool(kept_person(request)),
        begun=await begun_by(visitor),
        asked=await asked_of(visitor.actor),
        receipts=kept_receipts(request),
        closed=await circuit_closed(
            visitor.actor, PLACE, visitor.depositor.social_file_id if visitor.is_known else None
        ),
        deposit_id=await empty_one(visitor) or new_id(),
    )


ROUTES = [start]
