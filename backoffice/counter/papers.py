"""What becomes of each paper itself: it goes back to whoever brought it, or it is kept in a place until a day."""

from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath

from backoffice.counter.at import DEPOSIT, path_of
from backoffice.counter.forms import KeepingForm
from backoffice.counter.hand import in_hand, show
from dossier.kept_papers.errors import PlaceNeeded, UntilPast
from dossier.kept_papers.give_back import give_back
from dossier.kept_papers.keep import keep
from web.forms import read
from web.pages import fragment_wanted, see_other
from web.scope import AnyRequest, settings_of

_PAPER = f"{DEPOSIT}/papers/{{paper_id:uuid}}"


@post(f"{_PAPER}/keeping", status_code=200)
async def keep_paper(request: AnyRequest, deposit_id: FromPath[UUID], paper_id: FromPath[UUID]) -> Response[str]:
    """Keep a paper; without a place, where the last one lies."""
    staff, actor, hand = await in_hand(request, deposit_id)
    form = await read(request, KeepingForm)
    value = form.value
    if value is not None:
        months = settings_of(request).kept_paper_months
        try:
            await keep(actor, deposit_id, paper_id, place=value.place or "", until=value.until, default_months=months)
        except PlaceNeeded as error:
            form, value = form.refused(error, "place"), None
        except UntilPast as error:
            form, value = form.refused(error, "until"), None
    if value is None:
        return await show(request, staff, actor, hand, block="pages", status=422, keeping=(paper_id, form))
    return await _again(request, deposit_id)


@post(f"{_PAPER}/return", status_code=200)
async def return_paper(request: AnyRequest, deposit_id: FromPath[UUID], paper_id: FromPath[UUID]) -> Response[str]:
    """Say that a paper goes back."""
    _, actor, _ = await in_hand(request, deposit_id)
    await give_back(actor, deposit_id, paper_id)
    return await _again(request, deposit_id)


async def _again(request: AnyRequest, deposit_id: UUID) -> Response[str]:
    if not fragment_wanted(request):
        return see_other(request, path_of(deposit_id))
    staff, actor, hand = await in_hand(request, deposit_id)
    return await show(request, staff, actor, hand, block=("pages", "found"))


ROUTES = [keep_paper, return_paper]
