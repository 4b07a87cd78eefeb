"""The register of kept papers, as a list and paper by paper."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from backoffice.kept_papers.forms import KeepForm, NumberForm
from backoffice.kept_papers.page import PATH, paper_page
from backoffice.screen import screen, tell
from dossier.kept_papers.errors import PLACE_MAX_CHARACTERS, PlaceNeeded, UntilPast
from dossier.kept_papers.keep_received import KeptAlready, NoSuchReceivedPaper, keep_received
from dossier.kept_papers.register import register
from dossier.people.staff import Staff
from web.forms import Form, blank, read
from web.pages import see_other
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

KEEPING: Form[KeepForm] = blank(KeepForm)
_FIELDS = {PlaceNeeded: "place", UntilPast: "until", NoSuchReceivedPaper: "receipt", KeptAlready: "receipt"}


@get(PATH)
async def show_register(request: AnyRequest, shown: FromQuery[str] = "kept") -> Response[str]:
    """Show what is kept, what should have gone first; or what is gone."""
    return await _list(request, await staff_member(request), blank(NumberForm), ended=shown == "gone")


@post(f"{PATH}/search", status_code=200)
async def find_by_number(request: AnyRequest) -> Response[str]:
    """Show the papers of a receipt or of a social file, kept or gone."""
    staff = await staff_member(request)
    form = await read(request, NumberForm)
    return await _list(
        request,
        staff,
        form,
        number=form.value.number if form.value else None,
        status=200 if form.value else 422,
    )


@post(PATH, status_code=200)
async def keep_paper(request: AnyRequest) -> Response[str]:
    """Keep a paper that came in by post, in an interview or elsewhere."""
    staff = await staff_member(request)
    form = await read(request, KeepForm)
    told = form.value
    if told is None:
        return await _list(request, staff, blank(NumberForm), status=422, keeping=form)
    try:
        paper_id = await keep_received(
            staff.actor,
            told.receipt,
            told.paper,
            place=told.place or "",
            until=told.until,
            default_months=settings_of(request).kept_paper_months,
        )
    except (PlaceNeeded, UntilPast, NoSuchReceivedPaper, KeptAlready) as error:
        field = _FIELDS[type(error)]
        return await _list(request, staff, blank(NumberForm), status=422, keeping=form.refused(error, field))
    await tell(request, "paper_kept")
    return see_other(request, f"{PATH}/{paper_id}")


@get(f"{PATH}/{{paper_id:uuid}}")
async def show_kept_paper(request: AnyRequest, paper_id: FromPath[UUID]) -> Response[str]:
    """Show one kept paper, and what can be done with it."""
    return await paper_page(request, await staff_member(request), paper_id)


async def _list(
    request: AnyRequest,
    staff: Staff,
    form: Form[NumberForm],
    *,
    ended: bool = False,
    number: str | None = None,
    status: int = 200,
    keeping: Form[KeepForm] = KEEPING,
) -> Response[str]:
    undo_seconds = settings_of(request).kept_paper_undo_seconds
    return await screen(
        request,
        staff,
        "backoffice/kept_papers/kept_papers.html",
        status=status,
        register=await register(staff.actor, undo_seconds, ended=ended, number=number),
        shown="found" if number is not None else "gone" if ended else "kept",
        form=form,
        keep_form=keeping,
        place_max=PLACE_MAX_CHARACTERS,
    )


ROUTES = [show_register, find_by_number, keep_paper, show_kept_paper]
