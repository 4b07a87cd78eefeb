"""What signal rules would have told last month: those that hold, or those of one proposal, before it does."""

from uuid import UUID

from litestar import Response, get
from litestar.params import FromQuery

from backoffice.screen import screen
from backoffice.signals.routes import PATH, URGENCIES
from dossier.lifecycle import ProposalState
from dossier.people.queries import departments
from dossier.signals.simulate import DAYS, simulate
from dossier.thesaurus.proposals import proposals
from web.scope import AnyRequest
from web.staff import staff_member


@get(f"{PATH}/simulation")
async def show_simulation(request: AnyRequest, proposal: FromQuery[UUID | None] = None) -> Response[str]:
    """Run rules on last month's documents, and show what came of it in figures."""
    staff = await staff_member(request)
    found = await proposals(staff.actor)
    waiting = [each for each in found if each.state == ProposalState.PROPOSED and each.content is not None]
    chosen = next((each for each in waiting if each.id == proposal), None)
    wanted = {chosen.code: chosen.content.signal_rules} if chosen and chosen.content else None
    return await screen(
        request,
        staff,
        "backoffice/signals/simulation.html",
        simulation=await simulate(staff.actor, wanted),
        departments={each.code: each for each in await departments(staff.actor)},
        waiting=waiting,
        chosen=chosen,
        days=DAYS,
        urgencies=URGENCIES,
    )


ROUTES = [show_simulation]
