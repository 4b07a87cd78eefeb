"""All about one person: asked for with a reason, made by the worker before one's eyes, downloaded while it is kept."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Stream

from backoffice.beneficiaries.routes import once_each
from backoffice.exports.words import package_words
from backoffice.screen import screen, tell
from dossier.audit.role import check_auditor
from dossier.exports.ask import NoSuchPerson, ask_export, language_of
from dossier.exports.make import TOPIC
from dossier.exports.queries import download, exports
from dossier.people.queries import FoundBeneficiary, beneficiary, centre_name, find_beneficiaries
from dossier.people.staff import Staff
from web.catalogues import OFFICIAL, nearest, speaking
from web.forms import Form, blank, read, text
from web.live import stream
from web.media import package
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest, resources_of
from web.staff import staff_member

PATH = "/backoffice/exports"
_WORDS_MAX_CHARACTERS = 100
_REASON_MAX_CHARACTERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportForm:
    """About whom, and why; or words to find a person by, without JavaScript."""

    beneficiary_id: UUID | None
    person: Annotated[str | None, text(_WORDS_MAX_CHARACTERS)]
    reason: Annotated[str, text(_REASON_MAX_CHARACTERS)]


@get(PATH)
async def show_exports(request: AnyRequest) -> Response[str]:
    """Show the packages that were asked for, and ask for a new one."""
    return await _list(request, await staff_member(request), blank(ExportForm))


@get(f"{PATH}/live")
async def export_changes(request: AnyRequest) -> Stream:
    """Tell an open list each time that a package got further."""
    staff = await staff_member(request)
    check_auditor(staff.actor)
    return stream(request, staff.actor.centre_id, TOPIC)


@post(PATH, status_code=200)
async def add_export(request: AnyRequest) -> Response[str]:
    """Have a package made; without a person, show those whom the words find."""
    staff = await staff_member(request)
    check_auditor(staff.actor)
    form = await read(request, ExportForm)
    chosen = form.value.beneficiary_id if form.value else None
    if form.typed["person"] and not form.typed["beneficiary_id"]:
        found = await find_beneficiaries(staff.actor, form.typed["person"], resources_of(request).cipher)
        return await _list(request, staff, form, found=once_each(found))
    if form.value is None:
        return await _list(request, staff, form, status=422)
    if chosen is None:
        return await _list(request, staff, form.refused(NoSuchPerson(), "beneficiary_id"), status=422)
    try:
        language = await language_of(staff.actor, chosen)
    except NoSuchPerson as error:
        return await _list(request, staff, form.refused(error, "beneficiary_id"), status=status_of(error))
    language = nearest(language, OFFICIAL)
    with speaking(language):
        words = package_words(await centre_name(staff.actor, language))
    await ask_export(staff.actor, chosen, form.value.reason, language, words)
    await tell(request, "export_asked")
    return see_other(request, PATH)


@get(f"{PATH}/{{export_id:uuid}}/package")
async def download_package(request: AnyRequest, export_id: FromPath[UUID]) -> Stream:
    """Answer a package."""
    staff = await staff_member(request)
    return package(request, await download(staff.actor, export_id))


async def _list(
    request: AnyRequest,
    staff: Staff,
    form: Form[ExportForm],
    *,
    found: list[FoundBeneficiary] | None = None,
    status: int = 200,
) -> Response[str]:
    typed = form.value.beneficiary_id if form.value else None
    return await screen(
        request,
        staff,
        "backoffice/exports/exports.html",
        block="exports" if request.method == "GET" else None,
        status=status,
        exports=await exports(staff.actor),
        form=form,
        person=await beneficiary(staff.actor, typed) if typed else None,
        found=found,
    )


ROUTES = [show_exports, export_changes, add_export, download_package]
