"""Take the thesaurus out, and bring one in: first as a preview, then as proposals."""

from dataclasses import dataclass
from typing import Annotated

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.screen import tell
from backoffice.thesaurus.context import term_screen
from dossier.errors import Missing, Refused
from dossier.people.staff import Staff
from dossier.thesaurus import skos
from dossier.thesaurus.exchange import IMPORT_MAX_BYTES, Format, Plan, plan
from dossier.thesaurus.export import sheet_text
from dossier.thesaurus.import_terms import import_terms
from dossier.thesaurus.rights import check_proposes, proposes
from web.forms import Form, blank, read, read_texts, text
from web.pages import see_other
from web.problems import sentence, status_of
from web.scope import AnyRequest
from web.staff import staff_member
from web.uploads import uploaded

PATH = "/backoffice/thesaurus/exchange"
_NOTE_MAX_CHARACTERS = 1000

_MEDIA: dict[Format, tuple[str, str]] = {
    Format.CSV: ("text/csv; charset=utf-8", "thesaurus.csv"),
    Format.TURTLE: ("text/turtle; charset=utf-8", "thesaurus.ttl"),
    Format.JSON_LD: ("application/ld+json", "thesaurus.jsonld"),
}
"""Each format's media type, and the name of its file."""


class NoSuchFormat(Missing):
    """The thesaurus goes out as CSV, Turtle or JSON-LD."""


class NoList(Refused):
    """Choose a file first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileForm:
    """How the file is written."""

    format: Format = Format.CSV


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportForm:
    """The file that was previewed, as text, and what to do with it."""

    format: Format
    content: Annotated[str, text(IMPORT_MAX_BYTES)]
    retire_missing: bool
    note: Annotated[str, text(_NOTE_MAX_CHARACTERS)] = ""


@get(PATH)
async def show_exchange(request: AnyRequest) -> Response[str]:
    """Offer the thesaurus as files, and ask for one."""
    return await _form(request, await staff_member(request), blank(FileForm))


@get("/backoffice/thesaurus/export/{form:str}")
async def export(request: AnyRequest, form: FromPath[str]) -> Response[str]:
    """Answer the thesaurus as a file."""
    staff = await staff_member(request)
    if form not in set(Format):
        raise NoSuchFormat
    wanted = Format(form)
    media_type, name = _MEDIA[wanted]
    if wanted is Format.CSV:
        content = await sheet_text(staff.actor)
    else:
        told = await skos.graph(staff.actor)
        content = skos.turtle(told) if wanted is Format.TURTLE else skos.json_ld(told)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return Response(content, media_type=media_type, headers=headers)


@post(PATH, status_code=200, request_max_body_size=None)
async def preview_import(request: AnyRequest) -> Response[str]:
    """Show what a file would change; nothing is written."""
    staff = await staff_member(request)
    _check(staff)
    form: Form[FileForm] = blank(FileForm)
    try:
        async with uploaded(request) as upload:
            form = read_texts(upload.texts, FileForm)
            if not upload.files or form.value is None:
                raise NoList
            with upload.files[0].received.path.open("rb") as file:
                data = file.read(IMPORT_MAX_BYTES + 1)
        told = await plan(staff.actor, form.value.format, data)
    except Refused as error:
        return await _form(request, staff, form.refused(error), status=status_of(error))
    return await _form(request, staff, form, told=told, content=data.decode("utf-8-sig"))


@post(f"{PATH}/proposals", status_code=200)
async def propose_import(request: AnyRequest) -> Response[str]:
    """Propose what was previewed."""
    staff = await staff_member(request)
    _check(staff)
    form = await read(request, ImportForm)
    if form.value is None:
        return await _form(request, staff, blank(FileForm).refused(NoList()), status=422)
    value = form.value
    try:
        await import_terms(
            staff.actor,
            value.format,
            value.content.encode(),
            retire_missing=value.retire_missing,
            note=value.note,
        )
    except Refused as error:
        return await _form(request, staff, blank(FileForm).refused(error), status=status_of(error))
    await tell(request, "proposed_many")
    return see_other(request, "/backoffice/thesaurus/proposals")


def _check(staff: Staff) -> None:
    if not proposes(staff.actor):
        check_proposes(staff.actor, None)


async def _form(
    request: AnyRequest,
    staff: Staff,
    form: Form[FileForm],
    *,
    told: Plan | None = None,
    content: str = "",
    status: int = 200,
) -> Response[str]:
    return await term_screen(
        request,
        staff,
        "backoffice/thesaurus/exchange.html",
        status=status,
        form=form,
        plan=told,
        content=content,
        wrongs=[(each.place, sentence(each.error)) for each in told.wrongs] if told else [],
        proposes=proposes(staff.actor),
    )


ROUTES = [show_exchange, export, preview_import, propose_import]
