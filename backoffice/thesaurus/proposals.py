"""Proposals: what waits for a decision, one with what it would change, and the decision with its words."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.screen import tell
from backoffice.thesaurus.context import term_screen, tried_rules
from backoffice.thesaurus.forms import AnswerForm
from dossier.errors import Conflict, Refused
from dossier.lifecycle import ProposalState
from dossier.people.staff import Staff
from dossier.thesaurus.approve import approve
from dossier.thesaurus.errors import ReasonNeeded
from dossier.thesaurus.proposals import batch, proposal, proposals
from dossier.thesaurus.reject import reject
from dossier.thesaurus.rights import may_decide
from dossier.thesaurus.withdraw import withdraw
from web.forms import Form, blank, read
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest
from web.staff import staff_member

PATH = "/backoffice/thesaurus/proposals"
ONE_PATH = f"{PATH}/{{proposal_id:uuid}}"


@get(PATH)
async def show_proposals(request: AnyRequest) -> Response[str]:
    """Show what waits, oldest first, and what was decided last."""
    staff = await staff_member(request)
    found = await proposals(staff.actor)
    mine = {each.id for each in found if may_decide(staff.actor, each.proposed_by, each.owner_id)}
    return await term_screen(
        request,
        staff,
        "backoffice/thesaurus/proposals.html",
        proposals=found,
        mine=mine,
        batches=_batches([each.batch_id for each in found if each.id in mine and each.state == "proposed"]),
    )


@get(ONE_PATH)
async def show_proposal(request: AnyRequest, proposal_id: FromPath[UUID]) -> Response[str]:
    """Show what would change, and whom it concerns."""
    return await _one(request, await staff_member(request), proposal_id, blank(AnswerForm))


@post(f"{ONE_PATH}/approval", status_code=200)
async def approve_proposal(request: AnyRequest, proposal_id: FromPath[UUID]) -> Response[str]:
    """Let it hold."""
    staff = await staff_member(request)
    form = await read(request, AnswerForm)
    if form.value is None:
        return await _one(request, staff, proposal_id, form, status=422)
    try:
        await approve(staff.actor, [proposal_id], form.value.answer)
    except (Refused, Conflict) as error:
        return await _one(request, staff, proposal_id, form.refused(error), status=status_of(error))
    await tell(request, "approved")
    return see_other(request, PATH)


@post(f"{ONE_PATH}/rejection", status_code=200)
async def reject_proposal(request: AnyRequest, proposal_id: FromPath[UUID]) -> Response[str]:
    """Say no, and why."""
    staff = await staff_member(request)
    form = await read(request, AnswerForm)
    if form.value is None:
        return await _one(request, staff, proposal_id, form, status=422)
    try:
        await reject(staff.actor, proposal_id, form.value.answer)
    except (Refused, Conflict) as error:
        field = "answer" if isinstance(error, ReasonNeeded) else None
        return await _one(request, staff, proposal_id, form.refused(error, field), status=status_of(error))
    await tell(request, "rejected")
    return see_other(request, PATH)


@post(f"{ONE_PATH}/withdrawal", status_code=200)
async def withdraw_proposal(request: AnyRequest, proposal_id: FromPath[UUID]) -> Response[str]:
    """Take one's own back."""
    staff = await staff_member(request)
    await withdraw(staff.actor, proposal_id)
    await tell(request, "withdrawn")
    return see_other(request, PATH)


@post("/backoffice/thesaurus/batches/{batch_id:uuid}/approval", status_code=200)
async def approve_batch(request: AnyRequest, batch_id: FromPath[UUID]) -> Response[str]:
    """Let everything that waits of an import hold, all of it or nothing."""
    staff = await staff_member(request)
    await approve(staff.actor, await batch(staff.actor, batch_id))
    await tell(request, "approved")
    return see_other(request, PATH)


async def _one(
    request: AnyRequest, staff: Staff, proposal_id: UUID, form: Form[AnswerForm], *, status: int = 200
) -> Response[str]:
    found, effect = await proposal(staff.actor, proposal_id)
    return await term_screen(
        request,
        staff,
        "backoffice/thesaurus/proposal.html",
        status=status,
        proposal=found,
        effect=effect,
        simulation=await tried_rules(staff, found.code, effect, found.content)
        if found.state == ProposalState.PROPOSED
        else None,
        form=form,
        may_decide=may_decide(staff.actor, found.proposed_by, found.owner_id),
        is_mine=staff.actor.staff_id == found.proposed_by,
    )


def _batches(ids: list[UUID | None]) -> dict[UUID, int]:
    """Return how many of each import wait for whoever looks, where it is more than one."""
    counts = {each: ids.count(each) for each in ids if each is not None}
    return {each: count for each, count in counts.items() if count > 1}


ROUTES = [show_proposals, show_proposal, approve_proposal, reject_proposal, withdraw_proposal, approve_batch]
