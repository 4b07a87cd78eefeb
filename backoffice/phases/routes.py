"""The phases: what is on now, what comes next and when; for an administrator, each of them to change."""

from itertools import groupby
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.phases.forms import LABEL_MAX_CHARACTERS, PhaseForm, shown
from backoffice.screen import screen, tell
from dossier import clock
from dossier.errors import DossierError
from dossier.ids import new_id
from dossier.people.devices import check_administrator
from dossier.people.office import departments
from dossier.people.staff import Staff
from dossier.phases.errors import PhaseDayTaken, PhaseEmpty, PhaseNameNeeded, PhaseUnknownChoice
from dossier.phases.plan import Phase
from dossier.phases.queries import plan
from dossier.phases.set_phase import remove_phase, set_phase
from dossier.thesaurus.queries import all_types
from dossier.thesaurus.tree import categories
from web.catalogues import language
from web.forms import Form, read
from web.pages import see_other
from web.scope import AnyRequest
from web.staff import staff_member

PATH = "/backoffice/phases"
_FIELDS: dict[type[DossierError], str | None] = {
    PhaseDayTaken: "from_on",
    PhaseNameNeeded: "label_fr",
    PhaseEmpty: None,
    PhaseUnknownChoice: None,
}


@get(PATH)
async def show_phases(request: AnyRequest) -> Response[str]:
    """Show the phases along their time."""
    staff = await staff_member(request)
    known = await plan(staff.actor)
    return await screen(
        request,
        staff,
        "backoffice/phases/phases.html",
        phases=known.phases,
        now=known.now(clock.today()),
        next=known.next(clock.today()),
        departments={each.code: each.label(language()) for each in await departments(staff.actor)},
        types={each.code: each.label(language()) for each in await all_types(staff.actor)},
        new_id=new_id(),
    )


@get(f"{PATH}/{{phase_id:uuid}}")
async def show_phase(request: AnyRequest, phase_id: FromPath[UUID]) -> Response[str]:
    """Show one phase to change; an empty form for one that is not there yet."""
    staff = await staff_member(request)
    check_administrator(staff.actor)
    return await _one(request, staff, phase_id, shown(await _known(staff, phase_id)))


@post(f"{PATH}/{{phase_id:uuid}}", status_code=200)
async def change_phase(request: AnyRequest, phase_id: FromPath[UUID]) -> Response[str]:
    """Keep a phase, new or changed."""
    staff = await staff_member(request)
    check_administrator(staff.actor)
    form = await read(request, PhaseForm)
    if form.value is None:
        return await _one(request, staff, phase_id, form, status=422)
    try:
        await set_phase(staff.actor, form.value.told(phase_id))
    except tuple(_FIELDS) as error:
        return await _one(request, staff, phase_id, form.refused(error, _FIELDS[type(error)]), status=422)
    await tell(request, "phase_set")
    return see_other(request, PATH)


@post(f"{PATH}/{{phase_id:uuid}}/removal", status_code=200)
async def take_out(request: AnyRequest, phase_id: FromPath[UUID]) -> Response[str]:
    """Take a phase out of the plan."""
    staff = await staff_member(request)
    await remove_phase(staff.actor, phase_id)
    await tell(request, "phase_removed")
    return see_other(request, PATH)


async def _one(
    request: AnyRequest, staff: Staff, phase_id: UUID, form: Form[PhaseForm], *, status: int = 200
) -> Response[str]:
    types = await all_types(staff.actor)
    return await screen(
        request,
        staff,
        "backoffice/phases/phase.html",
        status=status,
        phase_id=phase_id,
        known=await _known(staff, phase_id),
        form=form,
        departments=await departments(staff.actor),
        types=[(code, list(group)) for code, group in groupby(types, key=lambda each: each.category)],
        categories={each.code: each.label(language()) for each in await categories(staff.actor)},
        label_max_characters=LABEL_MAX_CHARACTERS,
    )


async def _known(staff: Staff, phase_id: UUID) -> Phase | None:
    return next((each for each in (await plan(staff.actor)).phases if each.id == phase_id), None)


ROUTES = [show_phases, show_phase, change_phase, take_out]
