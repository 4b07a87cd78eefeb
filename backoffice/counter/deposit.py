"""The deposit at hand: whose it is, who brought it, and how it changes while pages are made."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Stream

from backoffice.counter.at import DEPOSIT, PATH, WordsForm, clerk_here, path_of
from backoffice.counter.forms import BringerForm, PersonForm
from backoffice.counter.hand import in_hand, show
from dossier.counter.bring import Bringer, bring
from dossier.counter.clerk import clerk, clerk_of
from dossier.counter.name_depositor import find_depositors, name_depositor
from dossier.deposits.abandon import abandon
from dossier.errors import DossierError, Forbidden, Missing
from web import live
from web.forms import Empty, read
from web.pages import fragment_wanted, page, see_other
from web.problems import status_of
from web.scope import AnyRequest, resources_of


@get(DEPOSIT)
async def show_deposit(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Show the deposit at hand; htmx asks for its pages and what was found alone."""
    staff, actor, hand = await in_hand(request, deposit_id)
    return await show(request, staff, actor, hand, block=("pages", "found"))


@get(f"{DEPOSIT}/changes")
async def deposit_changes(request: AnyRequest, deposit_id: FromPath[UUID]) -> Stream:
    """Tell the open page when something changed."""
    staff = await clerk_here(request)
    await clerk_of(staff.actor, deposit_id)
    return live.stream(request, staff.actor.centre_id, f"deposit:{deposit_id}")


@post(f"{PATH}/people/search", status_code=200)
async def suggest_people(request: AnyRequest) -> Response[str]:
    """Answer the people who fit, best first, as options of a list box."""
    staff = await clerk_here(request)
    form = await read(request, WordsForm)
    found = await find_depositors(clerk(staff.actor), form.typed["words"], resources_of(request).cipher)
    return page(request, "backoffice/beneficiaries/found.html", found=found)


@post(f"{DEPOSIT}/person", status_code=200)
async def choose_person(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Say whose papers they are; without JavaScript, find them first."""
    staff, actor, hand = await in_hand(request, deposit_id)
    form = await read(request, PersonForm)
    if form.typed["person"] and not form.typed["beneficiary_id"]:
        found = await find_depositors(actor, form.typed["person"], resources_of(request).cipher)
        return await show(request, staff, actor, hand, person=form, found=found)
    try:
        await name_depositor(actor, deposit_id, form.value.beneficiary_id if form.value else None)
    except (Forbidden, Missing) as error:
        form = form.refused(error, "beneficiary_id")
        return await show(request, staff, actor, hand, block="person", status=status_of(error), person=form)
    return await _again(request, deposit_id, "person")


@post(f"{DEPOSIT}/bringer", status_code=200)
async def say_bringer(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Note who brought them; without a name, that the person came themselves."""
    staff, actor, hand = await in_hand(request, deposit_id)
    form = await read(request, BringerForm)
    value = form.value
    if value is not None and value.name and value.relation is None:
        form, value = form.refused(_CHOOSE, "relation"), None
    if value is None:
        return await show(request, staff, actor, hand, block="person", status=422, bringer=form)
    bringer = None
    if value.name and value.relation is not None:
        bringer = Bringer(name=value.name, relation=value.relation, mandate_seen=value.mandate_seen)
    await bring(actor, deposit_id, bringer)
    return await _again(request, deposit_id, "person")


@post(f"{DEPOSIT}/abandonment", status_code=200)
async def give_up(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Give up a deposit that was not sent: its papers go back to whoever brought them."""
    staff = await clerk_here(request)
    await abandon(await clerk_of(staff.actor, deposit_id), deposit_id)
    return see_other(request, PATH)


async def _again(request: AnyRequest, deposit_id: UUID, block: str) -> Response[str]:
    if not fragment_wanted(request):
        return see_other(request, path_of(deposit_id))
    staff, actor, hand = await in_hand(request, deposit_id)
    return await show(request, staff, actor, hand, block=block)


_CHOOSE: DossierError = Empty()
ROUTES = [show_deposit, deposit_changes, suggest_people, choose_person, say_bringer, give_up]
