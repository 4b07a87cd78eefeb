"""Second looks: the list, the document to read with one's own eyes, and what was found."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from backoffice.beneficiaries.routes import once_each
from backoffice.documents.validation import FIELDS
from backoffice.documents.words import LANGUAGES, SEALS
from backoffice.screen import screen, tell
from backoffice.second_looks.forms import FindingForm, ReadingForm
from dossier.documents.errors import TypeNeeded, UnknownChoice
from dossier.documents.move import ReasonNeeded
from dossier.errors import Refused
from dossier.people.queries import FoundBeneficiary, beneficiary, find_beneficiaries
from dossier.people.staff import Staff
from dossier.second_looks.errors import ReadingNeeded
from dossier.second_looks.find import Wrong, find_in_order, find_wrong
from dossier.second_looks.queries import OpenedLook, Reading, next_look, opened_look, waiting_looks
from dossier.second_looks.read import read as read_pages
from dossier.thesaurus.queries import all_types, type_now
from web.catalogues import gettext, mark
from web.forms import Form, blank, read
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest, resources_of
from web.staff import staff_member

HOME = "/backoffice/second-looks"
PATH = f"{HOME}/{{look_id:uuid}}"
_TEMPLATE = "backoffice/second_looks/look.html"
_HOW = mark("Found at a second look.")
_FIELDS: dict[type[Refused], str] = {**FIELDS, ReasonNeeded: "how"}


@get(HOME)
async def show_second_looks(request: AnyRequest) -> Response[str]:
    """List what waits for a second look of this staff member's."""
    staff = await staff_member(request)
    looks = await waiting_looks(staff.actor)
    return await screen(request, staff, "backoffice/second_looks/second_looks.html", looks=looks)


@post(f"{HOME}/next", status_code=200)
async def next_second_look(request: AnyRequest) -> Response[str]:
    """Open the look that is dropped first."""
    return see_other(request, await _onward(await staff_member(request)))


@get(PATH)
async def show_look(
    request: AnyRequest,
    look_id: FromPath[UUID],
    page: FromQuery[int] = 1,
    view: FromQuery[str] = "page",
    again: FromQuery[bool] = False,
) -> Response[str]:
    """Show the pages; beside them ask what is read, or after that show what was filed."""
    staff = await staff_member(request)
    opened = await opened_look(staff.actor, look_id)
    return await _show(request, staff, opened, number=page, view=view, again=again)


@post(f"{PATH}/reading", status_code=200)
async def read_look(request: AnyRequest, look_id: FromPath[UUID]) -> Response[str]:
    """Keep what is read, and go on to what was filed; find a person for it first, without JavaScript."""
    staff = await staff_member(request)
    form = await read(request, ReadingForm)
    value = form.value
    if value is None:
        return await _show(request, staff, await opened_look(staff.actor, look_id), again=True, read=form, status=422)
    if value.person and value.beneficiary_id is None:
        found = await find_beneficiaries(staff.actor, value.person, resources_of(request).cipher)
        opened = await opened_look(staff.actor, look_id)
        return await _show(request, staff, opened, again=True, read=form, found=once_each(found))
    try:
        await read_pages(staff.actor, look_id, value.type_id, value.beneficiary_id)
    except (TypeNeeded, UnknownChoice) as error:
        refused = form.refused(error, "type_id" if isinstance(error, TypeNeeded) else None)
        opened = await opened_look(staff.actor, look_id)
        return await _show(request, staff, opened, again=True, read=refused, status=status_of(error))
    return see_other(request, f"{HOME}/{look_id}")


@post(f"{PATH}/finding", status_code=200)
async def find_look(request: AnyRequest, look_id: FromPath[UUID]) -> Response[str]:
    """End a look: in order, or put right; go on to the next."""
    staff = await staff_member(request)
    form = await read(request, FindingForm)
    value = form.value
    if value is None:
        return await _refind(request, staff, look_id, form, 422)
    try:
        if value.is_in_order:
            await find_in_order(staff.actor, look_id, value.told, is_cut_wrongly=value.is_cut_wrongly)
            happened = "second_look_in_order"
        else:
            found = await find_wrong(
                staff.actor,
                look_id,
                value.told,
                is_cut_wrongly=value.is_cut_wrongly,
                words=value.how or "",
                lowers_seal=value.lowers_seal,
            )
            happened = "second_look_cut" if found == {Wrong.CUT} else "second_look_wrong"
    except ReadingNeeded as error:
        opened = await opened_look(staff.actor, look_id)
        return await _show(
            request, staff, opened, again=True, read=blank(ReadingForm).refused(error), status=status_of(error)
        )
    except Refused as error:
        return await _refind(request, staff, look_id, form.refused(error, _FIELDS.get(type(error))), status_of(error))
    await tell(request, happened)
    return see_other(request, await _onward(staff))


async def _onward(staff: Staff) -> str:
    following = await next_look(staff.actor)
    return f"{HOME}/{following}" if following else HOME


async def _refind(
    request: AnyRequest, staff: Staff, look_id: UUID, form: Form[FindingForm], status: int
) -> Response[str]:
    opened = await opened_look(staff.actor, look_id)
    return await _show(request, staff, opened, finding=form, again=opened.reading is None, status=status)


async def _show(
    request: AnyRequest,
    staff: Staff,
    opened: OpenedLook,
    *,
    number: int = 1,
    view: str = "page",
    again: bool = False,
    read: Form[ReadingForm] | None = None,
    finding: Form[FindingForm] | None = None,
    found: list[FoundBeneficiary] | None = None,
    status: int = 200,
) -> Response[str]:
    reading = None if again else opened.reading
    read = read or blank(ReadingForm)
    form = finding or (_as_filed(reading) if reading else None)
    return await screen(
        request,
        staff,
        _TEMPLATE,
        block="pages",
        status=status,
        look=opened,
        number=min(max(number, 1), len(opened.pages)),
        view=view if view in {"reading", "compare"} else "page",
        reading=reading,
        read=read,
        read_kind=await type_now(staff.actor, read.value.type_id) if read.value and read.value.type_id else None,
        read_person=await _person(staff, read.value.beneficiary_id if read.value else None),
        found=found,
        form=form,
        types=await all_types(staff.actor),
        kinds={each: await type_now(staff.actor, each) for each in _types(reading)},
        people={each: await _person(staff, each) for each in _people(reading)},
        languages_of=LANGUAGES,
        seals=SEALS,
    )


def _types(reading: Reading | None) -> set[UUID]:
    return {each for each in (reading.type_id, reading.filed.type_id) if each} if reading else set()


def _people(reading: Reading | None) -> set[UUID]:
    return {each for each in (reading.beneficiary_id, reading.filed.beneficiary_id) if each} if reading else set()


async def _person(staff: Staff, beneficiary_id: UUID | None) -> FoundBeneficiary | None:
    return await beneficiary(staff.actor, beneficiary_id) if beneficiary_id else None


def _as_filed(reading: Reading) -> Form[FindingForm]:
    """Return the form as it is first shown: as it was filed; what was read otherwise is to be chosen."""
    filed = reading.filed
    same_person = reading.beneficiary_id in {None, filed.beneficiary_id}
    return blank(
        FindingForm,
        type_id=str(filed.type_id) if reading.type_id == filed.type_id else "",
        beneficiary_id=str(filed.beneficiary_id) if same_person else "",
        document_date=f"{filed.document_date:%d/%m/%Y}" if filed.document_date else "",
        words=filed.words,
        valid_until=f"{filed.valid_until:%d/%m/%Y}" if filed.valid_until else "",
        sender=filed.sender,
        reference=filed.reference,
        language=filed.language or "",
        sealed_as=filed.sealed_as or "",
        how=gettext(_HOW),
    )


ROUTES = [show_second_looks, next_second_look, show_look, read_look, find_look]
