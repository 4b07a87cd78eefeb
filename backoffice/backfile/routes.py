"""The paper files that are being scanned, and how far the centre is."""

from litestar import Response, get, post

from backoffice.backfile.forms import NumberForm
from backoffice.screen import screen
from dossier import clock
from dossier.backfile.progress import centre_progress, file_of_number
from dossier.documents.of_file import NoSuchFile
from dossier.people.access import check_decides
from dossier.people.staff import Staff
from web.forms import Form, blank, read
from web.pages import see_other
from web.scope import AnyRequest
from web.staff import staff_member

HOME = "/backoffice/backfile"


@get(HOME)
async def show_backfile(request: AnyRequest) -> Response[str]:
    """Show the files of which parts were counted, those under way first."""
    return await _list(request, await staff_member(request), blank(NumberForm))


@post(HOME, status_code=200)
async def find_paper_file(request: AnyRequest) -> Response[str]:
    """Go to the paper file of a number."""
    staff = await staff_member(request)
    check_decides(staff.actor)
    form = await read(request, NumberForm)
    if form.value is None:
        return await _list(request, staff, form, status=422)
    file_id = await file_of_number(staff.actor, form.value.number)
    if file_id is None:
        return await _list(request, staff, form.refused(NoSuchFile(), "number"), status=422)
    return see_other(request, f"{HOME}/{file_id}")


async def _list(request: AnyRequest, staff: Staff, form: Form[NumberForm], *, status: int = 200) -> Response[str]:
    today = clock.today()
    return await screen(
        request,
        staff,
        "backoffice/backfile/backfile.html",
        status=status,
        progress=await centre_progress(staff.actor, today),
        today=today,
        form=form,
    )


ROUTES = [show_backfile, find_paper_file]
