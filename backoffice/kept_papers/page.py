"""The page of one kept paper: every act on it answers by it."""

from uuid import UUID

from litestar import Response

from backoffice.kept_papers.forms import PlaceForm, ReasonForm, ReceiverForm
from backoffice.screen import screen
from dossier.kept_papers.errors import PLACE_MAX_CHARACTERS, WORDS_MAX_CHARACTERS, NoSuchKeptPaper
from dossier.kept_papers.register import kept_paper
from dossier.people.staff import Staff
from web.forms import Form, blank
from web.scope import AnyRequest, settings_of

PATH = "/backoffice/kept-papers"
RECEIVER: Form[ReceiverForm] = blank(ReceiverForm)
REASON: Form[ReasonForm] = blank(ReasonForm)


async def paper_page(
    request: AnyRequest,
    staff: Staff,
    paper_id: UUID,
    *,
    status: int = 200,
    place: Form[PlaceForm] | None = None,
    receiver: Form[ReceiverForm] = RECEIVER,
    reason: Form[ReasonForm] = REASON,
) -> Response[str]:
    """Answer the page of a kept paper, with what was typed. Raises NotYourWork, NoSuchKeptPaper."""
    found = await kept_paper(staff.actor, paper_id, settings_of(request).kept_paper_undo_seconds)
    if found is None:
        raise NoSuchKeptPaper
    return await screen(
        request,
        staff,
        "backoffice/kept_papers/kept_paper.html",
        status=status,
        paper=found,
        place_form=place,
        receiver_form=receiver,
        reason_form=reason,
        place_max=PLACE_MAX_CHARACTERS,
        words_max=WORDS_MAX_CHARACTERS,
    )
