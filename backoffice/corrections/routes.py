"""What people say is wrong about documents of theirs, and the answers they get."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.screen import screen, tell
from dossier.corrections.answer import AnswerIncomplete, CorrectionOutcome, answer_correction
from dossier.corrections.ask import CorrectionKind
from dossier.corrections.queries import corrections
from dossier.people.staff import Staff
from web.catalogues import mark
from web.forms import Form, blank, read, text
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest
from web.staff import staff_member

PATH = "/backoffice/corrections"
_ANSWER_MAX_CHARACTERS = 500

KINDS = {
    CorrectionKind.NOT_MINE: mark("Not theirs"),
    CorrectionKind.WRONG_TYPE: mark("Another type"),
    CorrectionKind.WRONG_DATE: mark("Wrong date"),
    CorrectionKind.OTHER: mark("Something else is wrong"),
}
OUTCOMES = {
    CorrectionOutcome.CORRECTED: ("good", mark("Corrected")),
    CorrectionOutcome.STAYS: ("look", mark("It stays as it is")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerForm:
    """What became of it, and a sentence for the person."""

    outcome: CorrectionOutcome | None
    answer: Annotated[str | None, text(_ANSWER_MAX_CHARACTERS)]


@get(PATH)
async def show_corrections(request: AnyRequest) -> Response[str]:
    """Show what was asked, what waits first."""
    return await _show(request, await staff_member(request))


@post(f"{PATH}/{{correction_id:uuid}}/answer", status_code=200)
async def answer(request: AnyRequest, correction_id: FromPath[UUID]) -> Response[str]:
    """Keep an answer: the person is told that there is one."""
    staff = await staff_member(request)
    form = await read(request, AnswerForm)
    value = form.value
    try:
        await answer_correction(
            staff.actor, correction_id, value.outcome if value else None, (value.answer if value else None) or ""
        )
    except AnswerIncomplete as error:
        return await _show(request, staff, correction_id, form.refused(error), status_of(error))
    await tell(request, "correction_answered")
    return see_other(request, PATH)


async def _show(
    request: AnyRequest,
    staff: Staff,
    answered: UUID | None = None,
    form: Form[AnswerForm] | None = None,
    status: int = 200,
) -> Response[str]:
    return await screen(
        request,
        staff,
        "backoffice/corrections/corrections.html",
        status=status,
        corrections=await corrections(staff.actor),
        kinds=KINDS,
        outcomes=OUTCOMES,
        answered=answered,
        form=form or blank(AnswerForm),
    )


ROUTES = [show_corrections, answer]
