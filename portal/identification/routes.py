"""Say who you are: by file number, by personal link, or by name and contact; then the deposit begins."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from dossier.ids import new_id
from dossier.people.identify import NotIdentified, NumberMistyped
from dossier.people.letters import file_number
from dossier.push.switch_off import switch_off
from portal.deposit.begin import begin
from portal.identification.forms import BirthDate, FileAndBirth, NameAndContact, read_with_birth_date
from portal.unsent import go_on
from portal.visitor import visitor_of
from web import forms
from web.forms import Form, blank
from web.identification import identified
from web.pages import page, see_other
from web.scope import AnyRequest


@get("/identification")
async def ask_number(request: AnyRequest) -> Response[str]:
    """Ask for a file number and a birth date."""
    return _ask_number(request, blank(FileAndBirth, deposit_id=str(new_id())))


@post("/identification")
async def by_number(request: AnyRequest) -> Response[str]:
    """Identify, and begin a deposit or go on with one."""
    visitor = await visitor_of(request)
    form = await read_with_birth_date(request, FileAndBirth)
    if form.value is None:
        return _ask_number(request, form)
    try:
        found = await identified(request, visitor.actor, form.value.number, form.value.birth_date)
    except (NumberMistyped, NotIdentified) as error:
        return _ask_number(request, form.refused(error))
    return await go_on(request, await visitor.identified(found), form.value.deposit_id)


@get("/l/{token:str}")
async def ask_birth_date(request: AnyRequest, token: FromPath[str]) -> Response[str]:
    """Ask whoever comes by a personal link for the birth date alone."""
    number = await file_number((await visitor_of(request)).actor, token)
    return _ask_birth_date(request, number, blank(BirthDate, deposit_id=str(new_id())))


@post("/l/{token:str}")
async def by_link(request: AnyRequest, token: FromPath[str]) -> Response[str]:
    """Identify by a personal link and a birth date, and begin a deposit or go on with one."""
    visitor = await visitor_of(request)
    number = await file_number(visitor.actor, token)
    form = await read_with_birth_date(request, BirthDate)
    if form.value is None:
        return _ask_birth_date(request, number, form)
    try:
        found = await identified(request, visitor.actor, number, form.value.birth_date)
    except (NumberMistyped, NotIdentified) as error:
        return _ask_birth_date(request, number, form.refused(error))
    return await go_on(request, await visitor.identified(found), form.value.deposit_id)


@get("/identification/contact")
async def ask_contact(request: AnyRequest) -> Response[str]:
    """Ask someone without a file number for a name and a contact."""
    return _ask_contact(request, blank(NameAndContact, deposit_id=str(new_id())))


@post("/identification/contact")
async def by_contact(request: AnyRequest) -> Response[str]:
    """Remember a name and a contact, and begin a deposit."""
    form = await forms.read(request, NameAndContact)
    if form.value is None:
        return _ask_contact(request, form)
    visitor = await (await visitor_of(request)).named(form.value.name, form.value.contact)
    return await begin(request, visitor, form.value.deposit_id)


@post("/identification/end")
async def leave(request: AnyRequest) -> Response[str]:
    """Forget this person in this browser, which tells of news no more."""
    visitor = await visitor_of(request)
    if visitor.phone:
        await switch_off(visitor.actor, visitor.phone)
    await visitor.forgotten()
    return see_other(request, "/")


def _ask_number(request: AnyRequest, form: Form[FileAndBirth]) -> Response[str]:
    return page(request, "portal/identification/number.html", status=_status(form), form=form)


def _ask_birth_date(request: AnyRequest, number: str, form: Form[BirthDate]) -> Response[str]:
    template = "portal/identification/link.html"
    return page(request, template, status=_status(form), form=form, number=number)


def _ask_contact(request: AnyRequest, form: Form[NameAndContact]) -> Response[str]:
    return page(request, "portal/identification/contact.html", status=_status(form), form=form)


def _status(form: Form[Any]) -> int:
    return 422 if form.error or form.wrong else 200


ROUTES = [ask_number, by_number, ask_birth_date, by_link, ask_contact, by_contact, leave]
