"""Absences and deputies; for an administrator, also heads of departments and closing days."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.screen import screen, tell
from dossier.errors import DossierError
from dossier.people.absences import absences, end_absence, set_absence
from dossier.people.devices import check_administrator
from dossier.people.office import (
    add_closing_day,
    closing_days,
    colleagues,
    departments,
    remove_closing_day,
    set_head,
)
from dossier.people.roles import DECIDES, Role
from dossier.people.staff import Staff
from dossier.people.stand_in import HEADS
from web.forms import Form, blank, read, text
from web.pages import see_other
from web.scope import AnyRequest
from web.staff import staff_member

PATH = "/backoffice/absences"
_LABEL_MAX_CHARACTERS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceForm:
    """Who is away, and who stands in for them."""

    username: str
    from_on: date
    until_on: date
    deputy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadForm:
    """Who is at the head of a department."""

    head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingDayForm:
    """A day on which the centre is closed."""

    closed_on: date
    label: Annotated[str, text(_LABEL_MAX_CHARACTERS)]


@get(PATH)
async def show_absences(request: AnyRequest) -> Response[str]:
    """Show the absences that one may set."""
    staff = await staff_member(request)
    return await _show(request, staff)


@post(PATH, status_code=200)
async def add_absence(request: AnyRequest) -> Response[str]:
    """Write an absence down."""
    staff = await staff_member(request)
    form = await read(request, AbsenceForm)
    if form.value is None:
        return await _show(request, staff, absence=form, status=422)
    told = form.value
    try:
        await set_absence(staff.actor, told.username, told.deputy, told.from_on, told.until_on)
    except DossierError as error:
        return await _show(request, staff, absence=form.refused(error), status=422)
    await tell(request, "absence_set")
    return see_other(request, PATH)


@post(f"{PATH}/{{absence_id:uuid}}/end", status_code=200)
async def finish_absence(request: AnyRequest, absence_id: FromPath[UUID]) -> Response[str]:
    """Let an absence be over."""
    await end_absence((await staff_member(request)).actor, absence_id)
    return see_other(request, PATH)


@post(f"{PATH}/departments/{{code:str}}/head", status_code=200)
async def choose_head(request: AnyRequest, code: FromPath[str]) -> Response[str]:
    """Say who is at the head of a department."""
    staff = await staff_member(request)
    form = await read(request, HeadForm)
    await set_head(staff.actor, code, form.value.head if form.value else "")
    await tell(request, "head_set")
    return see_other(request, PATH)


@post(f"{PATH}/closing-days", status_code=200)
async def close_on(request: AnyRequest) -> Response[str]:
    """Close the centre on a day."""
    staff = await staff_member(request)
    check_administrator(staff.actor)
    form = await read(request, ClosingDayForm)
    if form.value is None:
        return await _show(request, staff, closing=form, status=422)
    try:
        await add_closing_day(staff.actor, form.value.closed_on, form.value.label)
    except DossierError as error:
        return await _show(request, staff, closing=form.refused(error, "closed_on"), status=422)
    return see_other(request, PATH)


@post(f"{PATH}/closing-days/{{day_id:uuid}}/removal", status_code=200)
async def open_after_all(request: AnyRequest, day_id: FromPath[UUID]) -> Response[str]:
    """Open the centre on a day after all."""
    await remove_closing_day((await staff_member(request)).actor, day_id)
    return see_other(request, PATH)


async def _show(
    request: AnyRequest,
    staff: Staff,
    *,
    absence: Form[AbsenceForm] | None = None,
    closing: Form[ClosingDayForm] | None = None,
    status: int = 200,
) -> Response[str]:
    actor = staff.actor
    administers = Role.ADMINISTRATOR in actor.roles
    own = [(staff.username, staff.name)]
    everyone = await colleagues(actor, frozenset(Role))
    led = {each.code for each in await departments(actor) if each.head_username == staff.username}
    led |= {staff.department_code} if Role.SPOC in actor.roles and staff.department_code else set()
    others = [
        (each.username, each.name)
        for each in everyone
        if each.username != staff.username and (administers or each.department_code in led)
    ]
    return await screen(
        request,
        staff,
        "backoffice/absences/absences.html",
        status=status,
        absences=await absences(actor),
        people=own + others,
        deputies=await colleagues(actor, DECIDES),
        heads=await colleagues(actor, HEADS),
        departments=await departments(actor),
        closing_days=await closing_days(actor),
        absence=absence or blank(AbsenceForm, username=staff.username),
        closing=closing or blank(ClosingDayForm),
    )


ROUTES = [show_absences, add_absence, finish_absence, choose_head, close_on, open_after_all]
