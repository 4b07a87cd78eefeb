"""Who looked at what is kept of a beneficiary: a list to read to them, or to print."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.beneficiaries.forms import PersonForm
from backoffice.beneficiaries.routes import once_each
from backoffice.glass.words import REASONS
from backoffice.looks.words import ROLES, ground_of
from backoffice.screen import screen
from dossier.clock import now
from dossier.documents.looks import looks
from dossier.people.access import check_finds_files
from dossier.people.queries import find_beneficiaries
from web.catalogues import OFFICIAL, nearest, speaking
from web.forms import blank, read
from web.pages import part, see_other
from web.scope import AnyRequest, resources_of, settings_of
from web.staff import staff_member

PATH = "/backoffice/looks"


@get(PATH)
async def ask_person(request: AnyRequest) -> Response[str]:
    """Ask who wants to know."""
    staff = await staff_member(request)
    check_finds_files(staff.actor)
    return await screen(request, staff, "backoffice/looks/person.html", form=blank(PersonForm), found=None)


@post(PATH, status_code=200)
async def find_person(request: AnyRequest) -> Response[str]:
    """Go to the list of the chosen person; without a choice, show the people whom the words find."""
    staff = await staff_member(request)
    check_finds_files(staff.actor)
    form = await read(request, PersonForm)
    if form.value is None or form.value.beneficiary_id is None:
        found = await find_beneficiaries(staff.actor, form.typed["person"], resources_of(request).cipher)
        return await screen(request, staff, "backoffice/looks/person.html", form=form, found=once_each(found))
    return see_other(request, f"/backoffice/beneficiaries/{form.value.beneficiary_id}/looks")


@get("/backoffice/beneficiaries/{beneficiary_id:uuid}/looks")
async def show_looks(request: AnyRequest, beneficiary_id: FromPath[UUID]) -> Response[str]:
    """Show who looked, as a sheet to print, in French or Dutch: whichever they read."""
    staff = await staff_member(request)
    told = await looks(staff.actor, beneficiary_id, name_staff=settings_of(request).looks_name_staff)
    with speaking(nearest(told.language, OFFICIAL)):
        sheet = part(
            request,
            "backoffice/looks/_sheet.html",
            told=told,
            roles=ROLES,
            ground_of=ground_of,
            reasons={f"glass:{reason}": words for reason, words in REASONS.items()},
            now=now(),
        )
    return await screen(request, staff, "backoffice/looks/looks.html", sheet=sheet)


ROUTES = [ask_person, find_person, show_looks]
