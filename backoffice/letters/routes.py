"""A personal letter for a file: found by the beneficiary, shown as it is printed, in the language of who reads it."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.beneficiaries.forms import PersonForm
from backoffice.beneficiaries.routes import once_each
from backoffice.screen import screen
from dossier.clock import now
from dossier.people.access import check_decides
from dossier.people.letters import NoOpenFile, file_of_beneficiary, letter
from dossier.people.queries import FoundBeneficiary, find_beneficiaries
from dossier.people.staff import Staff
from web.bilingual import told
from web.catalogues import direction, language, speaking
from web.catalogues import gettext as _
from web.forms import Form, blank, read
from web.pages import see_other
from web.problems import status_of
from web.receipts import letter_code
from web.scope import AnyRequest, resources_of, settings_of
from web.staff import staff_member
from web.words import short_date

PATH = "/backoffice/letters"


@get(PATH)
async def show_letters(request: AnyRequest) -> Response[str]:
    """Ask whom the letter is for."""
    staff = await staff_member(request)
    check_decides(staff.actor)
    return await _ask(request, staff, blank(PersonForm))


@post(PATH, status_code=200)
async def choose_file(request: AnyRequest) -> Response[str]:
    """Go to the letter of the chosen person's file; without a choice, show the people whom the words find."""
    staff = await staff_member(request)
    check_decides(staff.actor)
    form = await read(request, PersonForm)
    if form.value is None or form.value.beneficiary_id is None:
        found = await find_beneficiaries(staff.actor, form.typed["person"], resources_of(request).cipher)
        return await _ask(request, staff, form, found=once_each(found))
    try:
        file_id = await file_of_beneficiary(staff.actor, form.value.beneficiary_id)
    except NoOpenFile as error:
        return await _ask(request, staff, form.refused(error, "beneficiary_id"), status=status_of(error))
    return see_other(request, f"/backoffice/files/{file_id}/letter")


@get("/backoffice/files/{file_id:uuid}/letter")
async def show_letter(request: AnyRequest, file_id: FromPath[UUID]) -> Response[str]:
    """Show the letter as a sheet of A4, ready to print."""
    staff = await staff_member(request)
    written = await letter(staff.actor, file_id)
    with speaking(written.language):
        words = {
            "language": language(),
            "direction": direction(),
            "centre": told(lambda code: written.centre_nl if code == "nl" else written.centre_fr),
            "day": _("On {day}", day=short_date(now())),
            "title": _("Send us your documents with your phone"),
            "greeting": _("Dear {name},", name=f"{written.first_name} {written.last_name}"),
            "why": _("You no longer have to bring your papers to us. A photo is enough."),
            "scan": _("Scan this code with your phone, or hold it before our kiosk."),
            "birth": _("Type your birth date."),
            "photo": _("Take a photo of each paper, and send."),
            "proof": _("You get a receipt at once. You can follow what happens with your documents."),
            "help": _("No phone? Come to the kiosk in our hall. Someone will help you."),
            "keep": _("This code is yours. Do not give it to others."),
            "file": _("File number"),
        }
    code = letter_code(settings_of(request), file_id, written.language)
    return await screen(request, staff, "backoffice/letters/letter.html", letter=written, words=words, code=code)


async def _ask(
    request: AnyRequest,
    staff: Staff,
    form: Form[PersonForm],
    *,
    found: list[FoundBeneficiary] | None = None,
    status: int = 200,
) -> Response[str]:
    return await screen(request, staff, "backoffice/letters/letters.html", status=status, form=form, found=found)


ROUTES = [show_letters, choose_file, show_letter]
