"""The batches of today, and those that wait; a stack sent from a browser."""

from litestar import Response, get, post

from backoffice.batches.forms import CountForm, ScanForm
from backoffice.batches.words import OTHER_PROBLEM, PROBLEMS, SCAN_PROBLEMS, SOURCES
from backoffice.screen import screen, tell
from dossier import clock
from dossier.batches.ask_scan import ask_scan, last_scans
from dossier.batches.errors import NoSuchScanner
from dossier.batches.queries import todays_batches
from dossier.batches.section import CIRCUIT, check_scans
from dossier.batches.take import Origin, take
from dossier.errors import Refused
from dossier.people.staff import Staff
from dossier.phases.queries import circuit_closed
from web.forms import Form, blank, read, read_texts
from web.pages import see_other
from web.problems import sentence
from web.scope import AnyRequest, resources_of, settings_of
from web.staff import staff_member
from web.uploads import uploaded

PATH = "/backoffice/batches"
SCAN: Form[ScanForm] = blank(ScanForm)


async def scanner_here(request: AnyRequest) -> Staff:
    """Return who is signed in, and works in the scan section. Raises SignedOut, NotTheScanSection."""
    staff = await staff_member(request)
    check_scans(staff.actor)
    return staff


@get(PATH)
async def show_batches(request: AnyRequest) -> Response[str]:
    """Show what came in today, and what waits."""
    return await _list(request, await scanner_here(request), blank(CountForm), block="batches")


@post(PATH, request_max_body_size=None, status_code=200)
async def send_batches(request: AnyRequest) -> Response[str]:
    """Take the files of a form in, each a batch; the count is of the only one."""
    staff = await scanner_here(request)
    settings, resources = settings_of(request), resources_of(request)
    form, taken = blank(CountForm), []
    try:
        async with uploaded(request, settings.batch_max_bytes) as upload:
            form = read_texts(upload.texts, CountForm)
            if form.value is None:
                return await _list(request, staff, form, status=422)
            for file in upload.files:
                origin = Origin(
                    source="upload",
                    file_name=file.filename,
                    typed_count=form.value.sheets if len(upload.files) == 1 else None,
                    both_sides=not form.value.one_side,
                )
                taken.append(await take(resources, staff.actor, file.received, origin))
    except Refused as error:
        return await _list(request, staff, form, status=422, refused=sentence(error))
    if not taken:
        return await _list(request, staff, form, status=422, refused=sentence(NothingChosen()))
    if not any(each.is_new for each in taken):
        await tell(request, "batch_known")
    if len(taken) == 1 and not taken[0].problem:
        return see_other(request, f"{PATH}/{taken[0].batch_id}")
    return see_other(request, PATH)


@post(f"{PATH}/scans", status_code=200)
async def scan_here(request: AnyRequest) -> Response[str]:
    """Have a scanner read what lies in its feeder."""
    staff = await scanner_here(request)
    form = await read(request, ScanForm)
    told = form.value
    if told is None:
        return await _list(request, staff, blank(CountForm), scan_form=form, status=422)
    try:
        await ask_scan(
            settings_of(request),
            staff.actor,
            told.scanner,
            both_sides=not told.fronts_only,
            typed_count=told.scan_sheets,
        )
    except NoSuchScanner as error:
        return await _list(request, staff, blank(CountForm), scan_form=form.refused(error, "scanner"), status=422)
    return see_other(request, PATH)


class NothingChosen(Refused):
    """Choose the file of a scanned stack first, a PDF or a TIFF."""


async def _list(
    request: AnyRequest,
    staff: Staff,
    form: Form[CountForm],
    *,
    block: str | None = None,
    status: int = 200,
    refused: str = "",
    scan_form: Form[ScanForm] = SCAN,
) -> Response[str]:
    settings = settings_of(request)
    return await screen(
        request,
        staff,
        "backoffice/batches/batches.html",
        block=block,
        status=status,
        batches=await todays_batches(staff.actor),
        form=form,
        refused=refused,
        sources=SOURCES,
        problems=PROBLEMS,
        other_problem=OTHER_PROBLEM,
        scans=await last_scans(staff.actor),
        scan_form=scan_form,
        scanners=sorted(settings.batch_scanners),
        scan_problems=SCAN_PROBLEMS,
        midnight=clock.midnight(),
        closed=await circuit_closed(staff.actor, CIRCUIT),
        reads_folder=settings.batch_folder_dir is not None,
    )


ROUTES = [show_batches, send_batches, scan_here]
