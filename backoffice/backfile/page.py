"""The page of one paper file: every act on it answers by it."""

from uuid import UUID

from litestar import Response

from backoffice.backfile.forms import DigitalForm, EndForm, PartForm, PartSheetForm, StackForm
from backoffice.backfile.words import PARTS
from backoffice.screen import screen
from dossier import clock
from dossier.backfile.progress import file_progress
from dossier.people.roles import SEES_ALL_WAITING
from dossier.people.staff import Staff
from web.forms import Form, blank
from web.scope import AnyRequest

PATH = "/backoffice/backfile/{social_file_id:uuid}"
PART: Form[PartForm] = blank(PartForm)
STACK: Form[StackForm] = blank(StackForm)
SHEET: Form[PartSheetForm] = blank(PartSheetForm)
END: Form[EndForm] = blank(EndForm)


async def paper_file_page(
    request: AnyRequest,
    staff: Staff,
    social_file_id: UUID,
    *,
    status: int = 200,
    part: Form[PartForm] = PART,
    stack: Form[StackForm] = STACK,
    sheet: Form[PartSheetForm] = SHEET,
    end: Form[EndForm] = END,
    digital: Form[DigitalForm] | None = None,
    at: UUID | None = None,
    refused: str = "",
) -> Response[str]:
    """Answer a paper file's page, with what was typed; `at` is the part that it is about, `refused` why its stack is.

    Raises what `check_backfile` raises.
    """
    found = await file_progress(staff.actor, social_file_id)
    today = clock.today()
    return await screen(
        request,
        staff,
        "backoffice/backfile/paper_file.html",
        status=status,
        file=found,
        here=f"/backoffice/backfile/{social_file_id}",
        parts=PARTS,
        scans=bool(staff.actor.roles & SEES_ALL_WAITING),
        part_form=part,
        stack_form=stack,
        sheet_form=sheet,
        end_form=end,
        digital_form=digital or blank(DigitalForm, since=(found.digital_since or today).isoformat()),
        at=at,
        refused=refused,
        today=today,
    )
