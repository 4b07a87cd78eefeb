"""The breach register: what was read in the wrong file, and what follows from it."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.screen import screen, tell
from dossier.breaches.assess import AssessmentIncomplete, Outcome, assess
from dossier.breaches.put_away import put_away
from dossier.breaches.queries import breaches
from dossier.people.staff import Staff
from web.catalogues import mark
from web.forms import Form, blank, read, text
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest
from web.staff import staff_member

PATH = "/backoffice/breaches"
_WORDS_MAX_CHARACTERS = 1000

OUTCOMES = {
    Outcome.NO_RISK: ("good", mark("No risk: registered here")),
    Outcome.AUTHORITY: ("need", mark("The authority was told")),
    Outcome.PERSON: ("need", mark("The authority and the person were told")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentForm:
    """What follows from a breach, and why."""

    outcome: Outcome | None
    words: Annotated[str | None, text(_WORDS_MAX_CHARACTERS)]


@get(PATH)
async def show_breaches(request: AnyRequest) -> Response[str]:
    """Show the register, what nobody assessed first."""
    return await _show(request, await staff_member(request))


@post(f"{PATH}/{{breach_id:uuid}}/assessment", status_code=200)
async def assess_breach(request: AnyRequest, breach_id: FromPath[UUID]) -> Response[str]:
    """Keep what follows from a breach."""
    staff = await staff_member(request)
    form = await read(request, AssessmentForm)
    value = form.value
    try:
        await assess(staff.actor, breach_id, value.outcome if value else None, (value.words if value else None) or "")
    except AssessmentIncomplete as error:
        return await _show(request, staff, breach_id, form.refused(error), status_of(error))
    await tell(request, "breach_assessed")
    return see_other(request, PATH)


@post(f"{PATH}/{{breach_id:uuid}}/notice", status_code=200)
async def read_breach_notice(request: AnyRequest, breach_id: FromPath[UUID]) -> Response[str]:
    """Put one's own notice away."""
    await put_away((await staff_member(request)).actor, breach_id)
    return see_other(request, "/backoffice/signals")


async def _show(
    request: AnyRequest,
    staff: Staff,
    assessed: UUID | None = None,
    form: Form[AssessmentForm] | None = None,
    status: int = 200,
) -> Response[str]:
    return await screen(
        request,
        staff,
        "backoffice/breaches/breaches.html",
        status=status,
        breaches=await breaches(staff.actor),
        outcomes=OUTCOMES,
        assessed=assessed,
        form=form or blank(AssessmentForm),
    )


ROUTES = [show_breaches, assess_breach, read_breach_notice]
