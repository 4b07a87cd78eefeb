"""One part of a paper file: stacks of it are sent, and it ends once all of it is scanned."""

from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath

from backoffice.backfile.forms import EndForm, PartSheetForm, StackForm
from backoffice.backfile.page import PATH, paper_file_page
from backoffice.backfile.words import PARTS
from backoffice.batches.routes import NothingChosen
from backoffice.batches.sheets import sheets_answer
from backoffice.screen import tell
from dossier.backfile.end_part import end_part, reopen_part
from dossier.backfile.errors import SheetsMissing, SheetsOver, StacksUnderWay
from dossier.backfile.progress import file_progress
from dossier.backfile.scan_part import check_part, scan_part
from dossier.batches.announce import announce
from dossier.batches.printing import PrintedSheet
from dossier.clock import now
from dossier.errors import Refused
from web.catalogues import gettext
from web.catalogues import gettext as _
from web.forms import blank, read, read_texts
from web.pages import see_other
from web.problems import sentence, status_of
from web.scope import AnyRequest, resources_of, settings_of
from web.staff import staff_member
from web.uploads import uploaded
from web.words import short_date

_PART = f"{PATH}/parts/{{part_id:uuid}}"


@post(f"{_PART}/batches", request_max_body_size=None, status_code=200)
async def send_stack(request: AnyRequest, social_file_id: FromPath[UUID], part_id: FromPath[UUID]) -> Response[str]:
    """Take a stack of a part in, and show the batch that it is."""
    staff = await staff_member(request)
    await check_part(staff.actor, social_file_id, part_id)  # before a file of any size is read
    form = blank(StackForm)
    try:
        async with uploaded(request, settings_of(request).batch_max_bytes) as upload:
            form = read_texts(upload.texts, StackForm)
            if not upload.files:
                raise NothingChosen
            if form.value is None:
                return await paper_file_page(request, staff, social_file_id, status=422, stack=form, at=part_id)
            taken = await scan_part(
                resources_of(request),
                staff.actor,
                social_file_id,
                part_id,
                upload.files[0].received,
                file_name=upload.files[0].filename,
                sheet_count=form.value.stack_sheets,
                both_sides=not form.value.one_side,
            )
    except Refused as error:
        return await paper_file_page(
            request, staff, social_file_id, status=422, stack=form, at=part_id, refused=sentence(error)
        )
    if not taken.is_new:
        await tell(request, "batch_known")
    return see_other(request, f"/backoffice/batches/{taken.batch_id}")


@post(f"{_PART}/sheet", status_code=200)
async def print_part_sheet(
    request: AnyRequest, social_file_id: FromPath[UUID], part_id: FromPath[UUID]
) -> Response[str] | Response[bytes]:
    """Answer a batch sheet: whatever is scanned below it, in whatever way, is a stack of the part."""
    staff = await staff_member(request)
    await check_part(staff.actor, social_file_id, part_id)
    form = await read(request, PartSheetForm)
    if form.value is None:
        return await paper_file_page(request, staff, social_file_id, status=422, sheet=form, at=part_id)
    noted = await announce(staff.actor, form.value.below, part_id)
    found = await file_progress(staff.actor, social_file_id)
    (part,) = [each.part for each in found.parts if each.id == part_id]
    words = (
        gettext(PARTS[part]),
        _("{sheets} sheets below this one", sheets=noted.sheet_count),
        _("Printed on {day}", day=short_date(now())),
        _("Scan it first, with the sheets below. Use it once."),
    )
    sheet = PrintedSheet(code=noted.code, title=_("Paper file {number}", number=found.number), words=words)
    return sheets_answer(sheet.title, [sheet])


@post(f"{_PART}/end", status_code=200)
async def end_of_part(request: AnyRequest, social_file_id: FromPath[UUID], part_id: FromPath[UUID]) -> Response[str]:
    """Note that all of a part is scanned."""
    staff = await staff_member(request)
    form = await read(request, EndForm)
    try:
        await end_part(staff.actor, social_file_id, part_id, as_it_is=form.value is not None and form.value.as_it_is)
    except (SheetsMissing, SheetsOver, StacksUnderWay) as error:
        told = form.refused(error, "as_it_is")
        return await paper_file_page(request, staff, social_file_id, status=status_of(error), end=told, at=part_id)
    return see_other(request, f"/backoffice/backfile/{social_file_id}")


@post(f"{_PART}/reopening", status_code=200)
async def open_again(request: AnyRequest, social_file_id: FromPath[UUID], part_id: FromPath[UUID]) -> Response[str]:
    """Open a part again, where sheets were found."""
    staff = await staff_member(request)
    await reopen_part(staff.actor, social_file_id, part_id)
    return see_other(request, f"/backoffice/backfile/{social_file_id}")


ROUTES = [send_stack, print_part_sheet, end_of_part, open_again]
