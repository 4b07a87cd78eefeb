"""Note which beneficiaries a staff member is, or is related to; remove what was noted by mistake."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.beneficiaries.forms import WORDS_MAX_CHARACTERS
from backoffice.beneficiaries.routes import once_each
from backoffice.screen import screen, tell
from dossier.people.queries import FoundBeneficiary, beneficiary, find_beneficiaries
from dossier.people.staff import Staff
from dossier.people.ties import TieIncomplete, TieKind, check_notes_ties, colleagues, note_tie, remove_tie, ties
from web.catalogues import mark
from web.forms import Form, blank, read, text
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest, resources_of
from web.staff import staff_member

PATH = "/backoffice/ties"
KINDS = {TieKind.SELF: mark("the same person"), TieKind.RELATIVE: mark("a relative")}
"""How a staff member and a beneficiary are tied, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TieForm:
    """A staff member, a beneficiary (or words to find one by, without JavaScript), and how they are tied."""

    staff_id: UUID | None
    beneficiary_id: UUID | None
    person: Annotated[str | None, text(WORDS_MAX_CHARACTERS)]
    kind: TieKind | None


@get(PATH)
async def show_ties(request: AnyRequest) -> Response[str]:
    """Show all ties, and ask for one more."""
    return await _list(request, await staff_member(request), blank(TieForm))


@post(PATH, status_code=200)
async def add_tie(request: AnyRequest) -> Response[str]:
    """Note a tie; without a chosen person, show the people whom the words find."""
    staff = await staff_member(request)
    check_notes_ties(staff.actor)
    form = await read(request, TieForm)
    told = form.value
    if told is not None and told.beneficiary_id is None and told.person:
        found = await find_beneficiaries(staff.actor, told.person, resources_of(request).cipher)
        return await _list(request, staff, form, found=once_each(found))
    tie = (told.staff_id, told.beneficiary_id, told.kind) if told else (None, None, None)
    try:
        await note_tie(staff.actor, *tie)
    except TieIncomplete as error:
        return await _list(request, staff, form.refused(error), status=status_of(error))
    await tell(request, "tie_noted")
    return see_other(request, PATH)


@post(f"{PATH}/{{tie_id:uuid}}/removal", status_code=200)
async def remove(request: AnyRequest, tie_id: FromPath[UUID]) -> Response[str]:
    """Remove a tie."""
    staff = await staff_member(request)
    await remove_tie(staff.actor, tie_id)
    await tell(request, "tie_removed")
    return see_other(request, PATH)


async def _list(
    request: AnyRequest,
    staff: Staff,
    form: Form[TieForm],
    *,
    found: list[FoundBeneficiary] | None = None,
    status: int = 200,
) -> Response[str]:
    chosen = form.value.beneficiary_id if form.value else None
    return await screen(
        request,
        staff,
        "backoffice/ties/ties.html",
        status=status,
        ties=await ties(staff.actor),
        colleagues=await colleagues(staff.actor),
        kinds=KINDS,
        form=form,
        found=found,
        person=await beneficiary(staff.actor, chosen) if chosen else None,
    )


ROUTES = [show_ties, add_tie, remove]
