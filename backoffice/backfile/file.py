"""One paper file: its parts as they are counted, and the day from which it is digital only."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.backfile.forms import DigitalForm, PartForm
from backoffice.backfile.page import PATH, paper_file_page
from backoffice.screen import tell
from dossier.backfile.count_part import count_part
from dossier.backfile.errors import DigitalTooEarly, PartsWaiting
from dossier.backfile.progress import file_progress
from dossier.backfile.set_digital import set_digital
from web.forms import read
from web.pages import see_other
from web.scope import AnyRequest
from web.staff import staff_member


@get(PATH)
async def show_paper_file(request: AnyRequest, social_file_id: FromPath[UUID]) -> Response[str]:
    """Show how far a paper file is scanned."""
    return await paper_file_page(request, await staff_member(request), social_file_id)


@post(f"{PATH}/parts", status_code=200)
async def count_sheets_of_part(request: AnyRequest, social_file_id: FromPath[UUID]) -> Response[str]:
    """Note how many sheets a part has."""
    staff = await staff_member(request)
    form = await read(request, PartForm)
    if form.value is None:
        return await paper_file_page(request, staff, social_file_id, status=422, part=form)
    await count_part(staff.actor, social_file_id, form.value.part, form.value.sheets)
    return see_other(request, f"/backoffice/backfile/{social_file_id}")


@post(f"{PATH}/digital", status_code=200)
async def make_digital(request: AnyRequest, social_file_id: FromPath[UUID]) -> Response[str]:
    """Set the day from which the file is digital only."""
    staff = await staff_member(request)
    await file_progress(staff.actor, social_file_id)
    form = await read(request, DigitalForm)
    if form.value is None:
        return await paper_file_page(request, staff, social_file_id, status=422, digital=form)
    try:
        await set_digital(staff.actor, social_file_id, form.value.since)
    except (PartsWaiting, DigitalTooEarly) as error:
        told = form.refused(error, "since")
        return await paper_file_page(request, staff, social_file_id, status=422, digital=told)
    await tell(request, "file_digital")
    return see_other(request, f"/backoffice/backfile/{social_file_id}")


ROUTES = [show_paper_file, count_sheets_of_part, make_digital]
