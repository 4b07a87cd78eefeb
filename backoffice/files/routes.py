"""A social file: found by its beneficiary, opened by those whose it is, and by others behind glass."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.beneficiaries.forms import PersonForm
from backoffice.beneficiaries.routes import once_each
from backoffice.glass.asking import ask_reason
from backoffice.screen import screen
from dossier.documents.of_file import NoFile, file_of, file_view
from dossier.glass.break_ import Pane
from dossier.people.access import OtherDepartment, check_decides
from dossier.people.queries import FoundBeneficiary, find_beneficiaries
from dossier.people.staff import Staff
from web.catalogues import mark
from web.forms import Form, blank, read
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest
from web.staff import staff_member

PATH = "/backoffice/files"

STATES = {
    "captured": ("look", mark("waits")),
    "profiled": ("look", mark("waits")),
    "second_reading": ("look", mark("second reading")),
    "validated": ("good", mark("filed")),
    "refused": ("need", mark("refused")),
    "withdrawn": ("look", mark("taken back")),
    "expired": ("good", mark("kept time is over")),
}
"""How a document of a file stands: shape and colour, and words."""
PLACES = {
    "holder": mark("holder"),
    "partner": mark("partner"),
    "child": mark("child"),
    "other": mark("member"),
}
"""A beneficiary's place in a file, in words."""


@get(PATH)
async def show_files(request: AnyRequest) -> Response[str]:
    """Ask whose file it is."""
    staff = await staff_member(request)
    check_decides(staff.actor)
    return await _ask(request, staff, blank(PersonForm))


@post(PATH, status_code=200)
async def find_file(request: AnyRequest) -> Response[str]:
    """Go to the chosen person's file; without a choice, show the people whom the words find."""
    staff = await staff_member(request)
    check_decides(staff.actor)
    form = await read(request, PersonForm)
    if form.value is None or form.value.beneficiary_id is None:
        found = await find_beneficiaries(staff.actor, form.typed["person"], request.app.state.resources.cipher)
        return await _ask(request, staff, form, found=once_each(found))
    try:
        file_id = await file_of(staff.actor, form.value.beneficiary_id)
    except NoFile as error:
        return await _ask(request, staff, form.refused(error, "beneficiary_id"), status=status_of(error))
    return see_other(request, f"{PATH}/{file_id}")


@get(f"{PATH}/{{file_id:uuid}}")
async def show_file(request: AnyRequest, file_id: FromPath[UUID]) -> Response[str]:
    """Show a file's documents to whoever may open it; ask others for a reason."""
    staff = await staff_member(request)
    try:
        opened = await file_view(staff.actor, file_id)
    except OtherDepartment as error:
        return await ask_reason(request, staff, Pane(social_file_id=file_id), error)
    return await screen(
        request, staff, "backoffice/files/file.html", file=opened, card=opened.card, states=STATES, places=PLACES
    )


async def _ask(
    request: AnyRequest,
    staff: Staff,
    form: Form[PersonForm],
    *,
    found: list[FoundBeneficiary] | None = None,
    status: int = 200,
) -> Response[str]:
    return await screen(request, staff, "backoffice/files/files.html", status=status, form=form, found=found)


ROUTES = [show_files, find_file, show_file]
