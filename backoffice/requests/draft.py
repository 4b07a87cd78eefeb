"""Ask: whom, for what, before when; look at the letter; send. Each step is a form that works without JavaScript."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromQuery

from backoffice.beneficiaries.routes import once_each
from backoffice.requests.forms import Act, RequestForm
from backoffice.requests.routes import PATH
from backoffice.requests.ways import ways
from backoffice.requests.words import letter_words
from backoffice.screen import screen, tell
from dossier import clock
from dossier.errors import DossierError
from dossier.ids import new_id
from dossier.people.access import check_decides
from dossier.people.queries import FoundBeneficiary, beneficiary, find_beneficiaries
from dossier.people.staff import Staff
from dossier.phases.queries import types_closed
from dossier.requests.ask import NewRequest, ask
from dossier.requests.errors import (
    DuePast,
    DueTooFar,
    NoAddressToTell,
    NoFileToAskFor,
    OtherDepartmentsFile,
    PersonNeeded,
    TooManyTypes,
    TypesNeeded,
)
from dossier.requests.letter import preview
from dossier.requests.queries import contact
from dossier.requests.templates import Template, templates
from dossier.thesaurus.queries import TypeChoice, all_types
from web.catalogues import DEFAULT_LANGUAGE, direction, nearest
from web.forms import Form, blank, read
from web.notices import notices
from web.pages import see_other
from web.problems import status_of
from web.receipts import letter_address, letter_code
from web.scope import AnyRequest, resources_of, settings_of
from web.staff import staff_member

_FIELDS: dict[type[DossierError], str] = {
    PersonNeeded: "beneficiary_id",
    NoFileToAskFor: "beneficiary_id",
    OtherDepartmentsFile: "beneficiary_id",
    TypesNeeded: "type_id",
    TooManyTypes: "type_id",
    DuePast: "due_on",
    DueTooFar: "due_on",
    NoAddressToTell: "channels",
}
"""Where the sentence of an error stands."""


@get(f"{PATH}/new")
async def new_request(
    request: AnyRequest,
    beneficiary: FromQuery[UUID | None] = None,
    type: FromQuery[str] = "",  # noqa: A002 - what the address calls it
) -> Response[str]:
    """Show a draft; `beneficiary` and `type` (a code): who lacks what, where one comes from their file."""
    staff = await staff_member(request)
    check_decides(staff.actor)
    due_on = clock.today() + timedelta(days=settings_of(request).request_due_days)
    form = blank(
        RequestForm,
        request_id=str(new_id()),
        beneficiary_id=str(beneficiary or ""),
        due_on=due_on.isoformat(),
    )
    asked = tuple(str(each.id) for each in await all_types(staff.actor) if each.code == type)
    form = replace(form, ticked={**form.ticked, "type_ids": asked})
    return await _draft(request, staff, form)


@post(f"{PATH}/draft", status_code=200)
async def change_draft(request: AnyRequest) -> Response[str]:
    """Add a template's types or one type, find a person, or show the letter before it is sent."""
    staff = await staff_member(request)
    check_decides(staff.actor)
    form = await read(request, RequestForm)
    if form.typed["act"] != Act.PREVIEW:
        found = None
        if form.typed["act"] == Act.SEARCH:
            people = await find_beneficiaries(staff.actor, form.typed["person"], resources_of(request).cipher)
            found = once_each(people)
        return await _draft(request, staff, await _with_more(staff, form), found=found)
    form = await _with_more(staff, form)
    if form.value is None:
        return await _draft(request, staff, form, status=422)
    try:
        letter = await preview(staff.actor, await _told(staff, form.value))
    except tuple(_FIELDS) as error:
        return await _draft(request, staff, form.refused(error, _FIELDS[type(error)]), status=status_of(error))
    address = letter_address(settings_of(request), letter.social_file_id)
    return await screen(
        request,
        staff,
        "backoffice/requests/preview.html",
        form=form,
        chosen=_chosen(await _types(staff), form),
        letter=letter,
        words=letter_words(letter),
        code=letter_code(settings_of(request), letter.social_file_id, letter.language),
        notices=notices(
            form.value.channels, letter.language, letter.centre(), letter.due_on, address, is_reminder=False
        ),
        direction_of=direction,
    )


@post(PATH, status_code=200)
async def send_request(request: AnyRequest) -> Response[str]:
    """Ask, and go to the request's page; a second press leads to the same one."""
    staff = await staff_member(request)
    check_decides(staff.actor)
    form = await read(request, RequestForm)
    if form.value is None:
        return await _draft(request, staff, form, status=422)
    try:
        told = await _told(staff, form.value)
        letter = await preview(staff.actor, told)
        address = letter_address(settings_of(request), letter.social_file_id)
        words = notices(
            form.value.channels, letter.language, letter.centre(), letter.due_on, address, is_reminder=False
        )
        asked = await ask(staff.actor, told, words)
    except tuple(_FIELDS) as error:
        return await _draft(request, staff, form.refused(error, _FIELDS[type(error)]), status=status_of(error))
    await tell(request, "asked")
    return see_other(request, f"{PATH}/{asked}")


async def _told(staff: Staff, value: RequestForm) -> NewRequest:
    """Return what the form says, in the language of the person where it says none."""
    known = await contact(staff.actor, value.beneficiary_id) if value.beneficiary_id else None
    return NewRequest(
        id=value.request_id,
        beneficiary_id=value.beneficiary_id,
        type_ids=value.type_ids,
        due_on=value.due_on,
        language=value.language or nearest(known.language if known else DEFAULT_LANGUAGE),
        note=value.note or "",
    )


async def _with_more(staff: Staff, form: Form[RequestForm]) -> Form[RequestForm]:
    """Return the form with the types of the template whose button was pressed, and with the one that was found."""
    known = await _types(staff)
    chosen = next((each for each in await templates(staff.actor) if str(each.id) == form.typed["template"]), None)
    wanted = [str(each) for each in chosen.type_ids] if chosen else []
    one_more = [form.typed["type_id"]] if form.typed["type_id"] in known else []
    ticked = [each for each in form.ticked["type_ids"] if each in known]
    all_ids = [*ticked, *(each for each in wanted if each not in ticked), *one_more]
    value = replace(form.value, type_ids=tuple(UUID(each) for each in all_ids)) if form.value else None
    return replace(
        form,
        value=value,
        typed={**form.typed, "type_id": "", **(await _said_by(staff, chosen, form) if chosen else {})},
        ticked={**form.ticked, "type_ids": tuple(all_ids)},
    )


async def _said_by(staff: Staff, chosen: Template, form: Form[RequestForm]) -> dict[str, str]:
    """Return what a template says besides its types: its days, and its sentence where none is written yet."""
    person_id = _id(form.typed["beneficiary_id"])
    known = await contact(staff.actor, person_id) if person_id else None
    said = {}
    if chosen.due_days:
        said["due_on"] = (clock.today() + timedelta(days=chosen.due_days)).isoformat()
    sentence = chosen.sentence(form.typed["language"] or (known.language if known else DEFAULT_LANGUAGE))
    if sentence and not form.typed["note"]:
        said["note"] = sentence
    return said


async def _draft(
    request: AnyRequest,
    staff: Staff,
    form: Form[RequestForm],
    *,
    found: list[FoundBeneficiary] | None = None,
    status: int = 200,
) -> Response[str]:
    types = await _types(staff)
    person_id = _id(form.typed["beneficiary_id"])
    known = await contact(staff.actor, person_id) if person_id else None
    has = {"has_email": known.has_email, "has_phone": known.has_phone} if known else {}
    return await screen(
        request,
        staff,
        "backoffice/requests/draft.html",
        status=status,
        form=form,
        types=types,
        chosen=_chosen(types, form),
        templates=await templates(staff.actor),
        person=await beneficiary(staff.actor, person_id) if person_id else None,
        ways=ways(settings_of(request), **has),
        found=found,
    )


async def _types(staff: Staff) -> dict[str, TypeChoice]:
    """Return every type that can be asked for, by its id."""
    known = await all_types(staff.actor)
    later = await types_closed(staff.actor, {each.code for each in known})
    return {str(each.id): each for each in known if each.code not in later}


def _chosen(types: dict[str, TypeChoice], form: Form[RequestForm]) -> list[TypeChoice]:
    return [types[each] for each in form.ticked["type_ids"] if each in types]


def _id(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


ROUTES = [new_request, change_draft, send_request]
