"""A social file: its page, a document read in it, a NISS that is asked for, and the star that keeps it at hand."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from backoffice.beneficiaries.forms import PersonForm
from backoffice.beneficiaries.routes import once_each
from backoffice.files.forms import FavouriteForm
from backoffice.files.page import PATH, Look, file_page
from backoffice.glass.asking import ask_reason
from backoffice.screen import screen
from dossier.documents.of_file import NoFile, OtherDepartmentsFile, file_of
from dossier.files.at_hand import at_hand, set_favourite
from dossier.files.who import shown_niss
from dossier.glass.break_ import Pane
from dossier.people.access import check_decides
from dossier.people.queries import FoundBeneficiary, find_beneficiaries
from dossier.people.staff import Staff
from web.forms import Form, blank, read
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest, resources_of
from web.staff import staff_member


@get("/backoffice/files")
async def show_files(request: AnyRequest) -> Response[str]:
    """Show the files that one has at hand, and ask whose file to open."""
    return await _files(request, await staff_member(request), blank(PersonForm))


@post("/backoffice/files", status_code=200)
async def find_file(request: AnyRequest) -> Response[str]:
    """Go to the chosen person's file; without a choice, show the people whom the words find."""
    staff = await staff_member(request)
    check_decides(staff.actor)
    form = await read(request, PersonForm)
    if form.value is None or form.value.beneficiary_id is None:
        found = await find_beneficiaries(staff.actor, form.typed["person"], resources_of(request).cipher)
        return await _files(request, staff, form, found=once_each(found))
    try:
        file_id = await file_of(staff.actor, form.value.beneficiary_id)
    except NoFile as error:
        return await _files(request, staff, form.refused(error, "beneficiary_id"), status=status_of(error))
    return see_other(request, f"/backoffice/files/{file_id}")


async def _files(
    request: AnyRequest,
    staff: Staff,
    form: Form[PersonForm],
    *,
    found: list[FoundBeneficiary] | None = None,
    status: int = 200,
) -> Response[str]:
    check_decides(staff.actor)
    hand = await at_hand(staff.actor)
    template = "backoffice/files/files.html"
    return await screen(request, staff, template, status=status, at_hand=hand, form=form, found=found)


@get(PATH)
async def show_file(
    request: AnyRequest,
    social_file_id: FromPath[UUID],
    list: FromQuery[str] = "nature",  # noqa: A002 - what the address calls it
    year: FromQuery[int] = 0,
) -> Response[str]:
    """Show a file to whoever may open it; ask others for a reason."""
    look, staff = Look(shown=list, year=year or None), await staff_member(request)
    try:
        return await file_page(request, staff, social_file_id, look)
    except OtherDepartmentsFile as error:
        return await ask_reason(request, staff, Pane(social_file_id=social_file_id), error)


@get(f"{PATH}/documents/{{document_id:uuid}}")
async def show_document(
    request: AnyRequest,
    social_file_id: FromPath[UUID],
    document_id: FromPath[UUID],
    list: FromQuery[str] = "nature",  # noqa: A002 - what the address calls it
    year: FromQuery[int] = 0,
    page: FromQuery[int] = 1,
    view: FromQuery[str] = "page",
) -> Response[str]:
    """Show a file with one of its documents open beside it."""
    look = Look(shown=list, year=year or None, document_id=document_id, page=page, view=view)
    return await file_page(request, await staff_member(request), social_file_id, look)


@post(f"{PATH}/members/{{beneficiary_id:uuid}}/niss", status_code=200)
async def show_niss(
    request: AnyRequest, social_file_id: FromPath[UUID], beneficiary_id: FromPath[UUID]
) -> Response[str]:
    """Show the file with the NISS of one member in the open."""
    staff = await staff_member(request)
    shown = await shown_niss(staff.actor, social_file_id, beneficiary_id, resources_of(request).cipher)
    return await file_page(request, staff, social_file_id, Look(), niss=(beneficiary_id, shown))


@post(f"{PATH}/favourite", status_code=200)
async def keep_at_hand(request: AnyRequest, social_file_id: FromPath[UUID]) -> Response[str]:
    """Keep a file among one's favourites, or no more."""
    staff = await staff_member(request)
    form = await read(request, FavouriteForm)
    await set_favourite(staff.actor, social_file_id, wanted=form.value is not None and form.value.wanted)
    return see_other(request, f"/backoffice/files/{social_file_id}")


ROUTES = [show_files, find_file, show_file, show_document, show_niss, keep_at_hand]
