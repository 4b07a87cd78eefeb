"""The registers of outgoing and internal documents: a list that is filtered, and the same as a file."""

from litestar import Response, get, post
from litestar.params import FromQuery

from backoffice.registrations.forms import WORDS_MAX_CHARACTERS, SoughtForm
from backoffice.registrations.words import DIRECTIONS, SENT_BY
from backoffice.screen import screen
from dossier import clock
from dossier.people.access import check_decides
from dossier.people.staff import Staff
from dossier.phases.queries import circuit_closed
from dossier.registrations.queries import SHEET_ROWS_MAX, Sought
from dossier.registrations.queries import register as lines_of
from dossier.registrations.sheet import as_csv
from dossier.registrations.values import Direction
from web.catalogues import language
from web.forms import Form, blank, read
from web.multipart import BrokenForm
from web.scope import AnyRequest
from web.staff import staff_member

PATH = "/backoffice/registrations"


@get(PATH)
async def show_register(request: AnyRequest, direction: FromQuery[str] = "outgoing") -> Response[str]:
    """Show the latest lines of a register."""
    kind = Direction.INTERNAL if direction == Direction.INTERNAL else Direction.OUTGOING
    staff = await staff_member(request)
    return await _list(request, staff, Sought(direction=kind), blank(SoughtForm, direction=str(kind)))


@post(f"{PATH}/search", status_code=200)
async def search_register(request: AnyRequest) -> Response[str]:
    """Show the lines that were sought."""
    staff = await staff_member(request)
    form = await read(request, SoughtForm)
    if form.value is None:
        return await _list(request, staff, Sought(), form, status=422)
    return await _list(request, staff, _sought(form.value), form)


@post(f"{PATH}/sheet", status_code=200)
async def download_register(request: AnyRequest) -> Response[bytes]:
    """Answer the lines that were sought as a file for a spreadsheet."""
    staff = await staff_member(request)
    check_decides(staff.actor)
    form = await read(request, SoughtForm)
    if form.value is None:
        raise BrokenForm
    found = await lines_of(staff.actor, _sought(form.value), at_most=SHEET_ROWS_MAX)
    headers = {
        "Content-Disposition": f'attachment; filename="{form.value.direction}-{clock.today().isoformat()}.csv"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return Response(as_csv(found.lines, language()), media_type="text/csv", headers=headers)


def _sought(told: SoughtForm) -> Sought:
    return Sought(direction=told.direction, year=told.year, sent_by=told.sent_by, words=told.words or "")


async def _list(
    request: AnyRequest, staff: Staff, sought: Sought, form: Form[SoughtForm], *, status: int = 200
) -> Response[str]:
    return await screen(
        request,
        staff,
        "backoffice/registrations/registrations.html",
        status=status,
        register=await lines_of(staff.actor, sought),
        sought=sought,
        closed=await circuit_closed(staff.actor, str(sought.direction)),
        form=form,
        directions=DIRECTIONS,
        sent_by=SENT_BY,
        words_max=WORDS_MAX_CHARACTERS,
    )


ROUTES = [show_register, search_register, download_register]
