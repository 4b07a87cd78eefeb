"""The light table itself: shown whole, or its region after an act."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from backoffice.screen import screen
from backoffice.split.forms import NEW, Place, read_place
from backoffice.split.words import ACTS, MARKS, REASONS
from dossier.documents.claim import claim
from dossier.errors import Refused
from dossier.people.staff import Staff
from dossier.split.table import LightTable, TablePage, light_table
from web.pages import fragment_wanted, see_other
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

PATH = "/backoffice/deposits/{deposit_id:uuid}/split"


@get(PATH)
async def show_table(request: AnyRequest, deposit_id: FromPath[UUID], at: FromQuery[str] = "") -> Response[str]:
    """Show the pages of a deposit, by document."""
    staff = await staff_member(request)
    try:
        place = read_place(at) if at else None
    except Refused:
        place = None
    return await table(request, staff, deposit_id, place)


@post(f"{PATH}/claim", status_code=200)
async def take(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Take the deposit in hand."""
    staff = await staff_member(request)
    seen = await light_table(staff.actor, deposit_id)
    await claim(staff.actor, seen.first_id, settings_of(request).claim_lease_seconds)
    return await again(request, staff, deposit_id, None)


async def again(request: AnyRequest, staff: Staff, deposit_id: UUID, at: Place | None) -> Response[str]:
    """Answer the region as it is after an act, or lead back to the screen; `at` is the page that is looked at."""
    if fragment_wanted(request):
        return await table(request, staff, deposit_id, at)
    where = f"/backoffice/deposits/{deposit_id}/split"
    return see_other(request, f"{where}?at={at}" if at else where)


async def table(request: AnyRequest, staff: Staff, deposit_id: UUID, at: Place | None) -> Response[str]:
    """Answer the light table with one of its pages looked at."""
    seen = await light_table(staff.actor, deposit_id)
    current = _current(seen, at)
    changeable = [each for each in seen.documents if each.is_changeable]
    looked_at = next((each.id for each in changeable if current and each.id == current.document_id), seen.first_id)
    return await screen(
        request,
        staff,
        "backoffice/split/split.html",
        block="table",
        table=seen,
        current=current,
        back_id=looked_at,
        mine=seen.claimed_by == staff.actor.staff_id,
        marks=dict(zip((each.id for each in changeable), MARKS, strict=False)),
        reasons=REASONS,
        acts=ACTS,
        new=NEW,
        lease_seconds=settings_of(request).claim_lease_seconds,
    )


def _current(seen: LightTable, at: Place | None) -> TablePage | None:
    """Return the page that is looked at: the one that was, wherever it stands by now, or the first."""
    pages = [page for each in seen.documents for page in each.pages] + list(seen.aside)
    if at is not None:
        there = [each for each in pages if each.view.id == at.page_id]
        for each in sorted(there, key=lambda page: page.document_id != at.document_id):
            return each
    return pages[0] if pages else None


ROUTES = [show_table, take]
"""What shows the table."""
