"""Write an e-mail address or a telephone number down for whoever stands at the counter, or forget their phones."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from litestar import Response, get, post

from backoffice.screen import screen, tell
from dossier.errors import Refused
from dossier.notices.address import EmailWrong
from dossier.people.access import check_prints_receipts
from dossier.people.at_counter import SeveralOfThisFile
from dossier.people.forget_phones import forget_phones_at_counter, phones_at_counter
from dossier.people.set_contact import PhoneWrong, set_contact
from dossier.people.staff import Staff
from web.forms import Form, blank, read, text
from web.pages import see_other
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

PATH = "/backoffice/contacts"
PHONES = f"{PATH}/phones"
_ADDRESS_MAX_CHARACTERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactForm:
    """Whose it is, and by what they are reached."""

    number: Annotated[str, text(_ADDRESS_MAX_CHARACTERS)]
    birth_date: date
    first_name: Annotated[str | None, text(_ADDRESS_MAX_CHARACTERS)]  # of two who were born on that day
    email: Annotated[str | None, text(_ADDRESS_MAX_CHARACTERS)]
    phone: Annotated[str | None, text(_ADDRESS_MAX_CHARACTERS)]


@get(PATH)
async def ask_contact(request: AnyRequest) -> Response[str]:
    """Ask whose it is, and by what they are reached."""
    return await _ask(request, await _clerk(request), blank(ContactForm), 200)


@post(PATH, status_code=200)
async def keep_contact(request: AnyRequest) -> Response[str]:
    """Write it down."""
    staff = await _clerk(request)
    form = await read(request, ContactForm)
    told = form.value
    if told is None:
        return await _ask(request, staff, form, 422)
    try:
        await set_contact(
            staff.actor,
            told.number,
            told.birth_date,
            first_name=told.first_name or "",
            email=told.email or "",
            phone=told.phone or "",
        )
    except Refused as error:
        return await _ask(request, staff, _refused(form, error), 422)
    await tell(request, "contact_kept")
    return see_other(request, PATH)


@post(PHONES, status_code=200)
async def show_phones(request: AnyRequest) -> Response[str]:
    """Show how many phones hand in for them without asking who they are, and since when."""
    staff = await _clerk(request)
    form = await read(request, ContactForm)
    told = form.value
    if told is None:
        return await _ask(request, staff, form, 422)
    days = settings_of(request).person_kept_days
    try:
        phones = await phones_at_counter(staff.actor, told.number, told.birth_date, told.first_name or "", days)
    except Refused as error:
        return await _ask(request, staff, _refused(form, error), 422)
    return await screen(request, staff, "backoffice/contacts/phones.html", form=form, phones=phones)


@post(f"{PHONES}/removal")
async def forget_phones(request: AnyRequest) -> Response[str]:
    """Have all of them forgotten."""
    staff = await _clerk(request)
    form = await read(request, ContactForm)
    told = form.value
    if told is None:
        return await _ask(request, staff, form, 422)
    try:
        await forget_phones_at_counter(staff.actor, told.number, told.birth_date, told.first_name or "")
    except Refused as error:
        return await _ask(request, staff, _refused(form, error), 422)
    await tell(request, "phones_forgotten")
    return see_other(request, PATH)


def _refused(form: Form[ContactForm], error: Refused) -> Form[ContactForm]:
    """Return the form with what was refused beside the field that mends it."""
    beside = {SeveralOfThisFile: "first_name", EmailWrong: "email", PhoneWrong: "phone"}.get(type(error))
    return form.refused(error, beside) if beside else form.refused(error)


async def _clerk(request: AnyRequest) -> Staff:
    staff = await staff_member(request)
    check_prints_receipts(staff.actor)
    return staff


async def _ask(request: AnyRequest, staff: Staff, form: Form[ContactForm], status: int) -> Response[str]:
    hours = settings_of(request).contact_change_wait_hours
    return await screen(request, staff, "backoffice/contacts/contacts.html", status=status, form=form, hours=hours)


ROUTES = [ask_contact, keep_contact, show_phones, forget_phones]
