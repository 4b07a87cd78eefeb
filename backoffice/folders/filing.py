"""Put a document into a folder, from the desk or out of a social file; take it out again."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.documents.desk import PATH as DOCUMENT
from backoffice.documents.onward import onward
from backoffice.folders.forms import WORDS_MAX_CHARACTERS, FilingForm
from backoffice.folders.routes import PATH
from backoffice.folders.words import FIELDS
from backoffice.screen import screen, tell
from dossier.documents.asking import asking_of
from dossier.documents.errors import AlreadyDecided, TakenBackByDepositor
from dossier.errors import Conflict, Refused
from dossier.folders.choices import choices
from dossier.folders.errors import NoSuchFolder, NotYourFolders
from dossier.folders.move_into import move_into
from dossier.folders.put_into import put_into
from dossier.folders.take_out import take_out
from dossier.people.queries import departments
from dossier.people.staff import Staff
from web.forms import Form, blank, read
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest
from web.staff import staff_member


@get(f"{DOCUMENT}/folder")
async def show_filing(request: AnyRequest, document_id: FromPath[UUID]) -> Response[str]:
    """Ask for the folder: in the desk's dialog, or on a page of its own."""
    return await _ask(request, await staff_member(request), document_id, blank(FilingForm), 200)


@post(f"{DOCUMENT}/folder", status_code=200)
async def file_in_folder(request: AnyRequest, document_id: FromPath[UUID]) -> Response[str]:
    """Put a document into a folder: one that waits, and go on to the next; or one out of its social file."""
    staff = await staff_member(request)
    form = await read(request, FilingForm)
    if form.value is None:
        return await _ask(request, staff, document_id, form, 422)
    waits = (await asking_of(staff.actor, document_id)).waits
    try:
        await (put_into if waits else move_into)(staff.actor, document_id, form.value.told)
    except TakenBackByDepositor:
        return await onward(request, staff, document_id, "taken_back")
    except AlreadyDecided:
        raise  # as where it is validated
    except (Refused, Conflict, NoSuchFolder, NotYourFolders) as error:
        refused = form.refused(error, FIELDS.get(type(error)))
        return await _ask(request, staff, document_id, refused, status_of(error))
    if waits:
        return await onward(request, staff, document_id, "in_folder")
    await tell(request, "moved_into_folder")
    return see_other(request, "/backoffice/queue")


@post(f"{DOCUMENT}/folder/removal", status_code=200)
async def send_back(request: AnyRequest, document_id: FromPath[UUID]) -> Response[str]:
    """Send a document back to the queue: it is a social one."""
    staff = await staff_member(request)
    folder_id = await take_out(staff.actor, document_id)
    await tell(request, "taken_out_of_folder")
    return see_other(request, f"{PATH}/{folder_id}")


async def _ask(
    request: AnyRequest, staff: Staff, document_id: UUID, form: Form[FilingForm], status: int
) -> Response[str]:
    return await screen(
        request,
        staff,
        "backoffice/folders/filing.html",
        block="form",
        status=status,
        document=await asking_of(staff.actor, document_id),
        choices=await choices(staff.actor),
        departments=await departments(staff.actor),
        filing=form,
        words_max=WORDS_MAX_CHARACTERS,
    )


ROUTES = [show_filing, file_in_folder, send_back]
