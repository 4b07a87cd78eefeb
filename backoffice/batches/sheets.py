"""Sheets to print: separators, and batch sheets that say how many sheets are below."""

from uuid import UUID

from litestar import Response, get, post

from backoffice.batches.forms import BatchSheetForm, SeparatorForm
from backoffice.batches.routes import PATH, scanner_here
from backoffice.beneficiaries.routes import once_each
from backoffice.screen import screen
from dossier.batches.announce import announce
from dossier.batches.errors import NoPersonHere
from dossier.batches.printing import PrintedSheet, sheets_pdf
from dossier.clock import now
from dossier.deposits.separators import Begins, Separator
from dossier.people.queries import FoundBeneficiary, beneficiary, find_beneficiaries
from dossier.people.staff import Staff
from dossier.thesaurus.queries import all_types
from web.catalogues import gettext as _
from web.catalogues import language
from web.forms import Form, NotAChoice, blank, read
from web.scope import AnyRequest, resources_of
from web.words import short_date

_SHEETS = f"{PATH}/sheets"
SEPARATOR: Form[SeparatorForm] = blank(SeparatorForm, begins="document", copies="10")
BATCH_SHEET: Form[BatchSheetForm] = blank(BatchSheetForm)


@get(_SHEETS)
async def show_sheets(request: AnyRequest) -> Response[str]:
    """Ask which sheets are wanted."""
    return await _ask(request, await scanner_here(request))


@post(f"{_SHEETS}/separators", status_code=200)
async def print_separators(request: AnyRequest) -> Response[str] | Response[bytes]:
    """Answer separators as a PDF; without JavaScript, first the people whom the words find."""
    staff = await scanner_here(request)
    form = await read(request, SeparatorForm)
    told = form.value
    if told is None:
        return await _ask(request, staff, separator=form, status=422)
    begins: Separator | None = Separator(told.begins)
    title, words = _("New document"), [_("The next sheet begins a new document of the same deposit.")]
    if told.begins is Begins.ENVELOPE:
        title, words = _("New person"), [_("The next sheet begins a new deposit, of another person or envelope.")]
    elif told.begins is Begins.PERSON:
        if told.beneficiary_id is None:
            found = await find_beneficiaries(staff.actor, form.typed["person"], resources_of(request).cipher)
            return await _ask(request, staff, separator=form, found=once_each(found), status=422)
        person = await beneficiary(staff.actor, told.beneficiary_id)
        if person is None:
            return await _ask(request, staff, separator=form.refused(NoPersonHere(), "beneficiary_id"), status=422)
        begins = Separator(Begins.PERSON, person.id)
        title = f"{person.last_name} {person.first_name}"
        words = [person.file_number or "", _("The next sheets are this person's, up to the next separator.")]
    elif told.begins is Begins.TYPE:
        begins, title = await _type(staff, told.type_id)
        words = [_("The next sheet begins a new document of this type.")]
    if begins is None:
        return await _ask(request, staff, separator=form.refused(NotAChoice(), "type_id"), status=422)
    sheet = PrintedSheet(code=begins.code, title=title, words=tuple(filter(None, words)))
    return sheets_answer(_("Separators"), [sheet] * told.copies)


@post(f"{_SHEETS}/batch-sheets", status_code=200)
async def print_batch_sheet(request: AnyRequest) -> Response[str] | Response[bytes]:
    """Note a stack of so many sheets, and answer the sheet that lies on top of it."""
    staff = await scanner_here(request)
    form = await read(request, BatchSheetForm)
    if form.value is None:
        return await _ask(request, staff, batch_sheet=form, status=422)
    noted = await announce(staff.actor, form.value.sheets)
    words = (
        _("{sheets} sheets below this one", sheets=noted.sheet_count),
        _("Printed on {day}", day=short_date(now())),
        _("Scan it first, with the sheets below. Use it once."),
    )
    title = _("Batch {number}", number=noted.number)
    return sheets_answer(title, [PrintedSheet(code=noted.code, title=title, words=words)])


async def _type(staff: Staff, type_id: UUID | None) -> tuple[Separator | None, str]:
    chosen = next((each for each in await all_types(staff.actor) if each.id == type_id), None)
    if chosen is None:
        return None, ""
    return Separator(Begins.TYPE, chosen.id), chosen.label(language())


async def _ask(
    request: AnyRequest,
    staff: Staff,
    *,
    separator: Form[SeparatorForm] = SEPARATOR,
    batch_sheet: Form[BatchSheetForm] = BATCH_SHEET,
    found: list[FoundBeneficiary] | None = None,
    status: int = 200,
) -> Response[str]:
    return await screen(
        request,
        staff,
        "backoffice/batches/sheets.html",
        status=status,
        separator=separator,
        batch_sheet=batch_sheet,
        found=found,
        types=await all_types(staff.actor),
    )


def sheets_answer(title: str, sheets: list[PrintedSheet]) -> Response[bytes]:
    """Answer sheets as a PDF that nothing keeps."""
    headers = {"Content-Disposition": 'inline; filename="guichet-sheets.pdf"', "Cache-Control": "no-store"}
    return Response(sheets_pdf(title, sheets), media_type="application/pdf", headers=headers)


ROUTES = [show_sheets, print_separators, print_batch_sheet]
