"""Asks whoever stands outside a file or a document why they need it now."""

from uuid import UUID

from litestar import Response

from backoffice.glass.forms import GlassForm
from backoffice.glass.words import REASONS
from backoffice.screen import screen
from dossier.documents.acts import last_acts
from dossier.errors import DossierError
from dossier.glass.break_ import Pane
from dossier.people.staff import Staff
from web.forms import Form, blank
from web.pages import fragment_wanted
from web.problems import sentence, status_of
from web.scope import AnyRequest, settings_of

_HOUR_SECONDS = 3600


async def ask_reason(
    request: AnyRequest, staff: Staff, pane: Pane, error: DossierError, form: Form[GlassForm] | None = None
) -> Response[str]:
    """Answer the form that breaks the glass, with the status of the refusal that led here.

    Raises that refusal itself where a part of a page was asked for, or no page.
    """
    if fragment_wanted(request) or "text/html" not in request.headers.get("accept", ""):
        raise error
    return await screen(
        request,
        staff,
        "backoffice/glass/asked.html",
        status=status_of(error),
        pane=pane,
        sentence=sentence(error),
        address=address_of(pane),
        reasons=REASONS,
        hours=max(1, settings_of(request).glass_open_seconds // _HOUR_SECONDS),
        form=form or blank(GlassForm),
        own_act_id=await _own_act_id(request, staff, pane),
    )


async def _own_act_id(request: AnyRequest, staff: Staff, pane: Pane) -> UUID | None:
    """Return the act by which one put the document there a moment ago; None where it can be undone no more."""
    if pane.document_id is None:
        return None
    acts = await last_acts(staff.actor, settings_of(request).undo_seconds)
    return next((each.id for each in acts if each.document_id == pane.document_id and each.undone_at is None), None)


def address_of(pane: Pane) -> str:
    """Return where one reads what is behind the glass."""
    if pane.document_id is not None:
        return f"/backoffice/documents/{pane.document_id}"
    return f"/backoffice/files/{pane.social_file_id}"
