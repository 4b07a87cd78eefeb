"""The example picture of a term: shown, and another one proposed."""

from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Stream

from backoffice.screen import screen, tell
from dossier.errors import Conflict, Refused
from dossier.people.staff import Staff
from dossier.thesaurus.example import example, keep_example
from dossier.thesaurus.proposals import Kind
from dossier.thesaurus.propose import Wanted, propose
from dossier.thesaurus.rights import check_proposes
from dossier.thesaurus.tree import TermView, term
from web.forms import Form, blank, read_texts
from web.media import picture
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest, resources_of
from web.staff import staff_member
from web.uploads import uploaded

PATH = "/backoffice/thesaurus/terms/{code:str}/example"


class NoPicture(Refused):
    """Choose a picture or a PDF first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleForm:
    """A file, or none to take the picture away."""

    without: bool


@get("/backoffice/thesaurus/examples/{example_id:uuid}")
async def show_example(request: AnyRequest, example_id: FromPath[UUID]) -> Response[bytes] | Stream:
    """Answer the picture."""
    staff = await staff_member(request)
    return picture(request, await example(staff.actor, example_id))


@get(PATH)
async def ask_example(request: AnyRequest, code: FromPath[str]) -> Response[str]:
    """Ask for a file."""
    staff = await staff_member(request)
    found = await term(staff.actor, code)
    check_proposes(staff.actor, found.owner_id)
    return await _form(request, staff, found, blank(ExampleForm))


@post(PATH, status_code=200, request_max_body_size=None)
async def propose_example(request: AnyRequest, code: FromPath[str]) -> Response[str]:
    """Keep the picture, and propose the term with it."""
    staff = await staff_member(request)
    found = await term(staff.actor, code)
    check_proposes(staff.actor, found.owner_id)
    form: Form[ExampleForm] = blank(ExampleForm)
    try:
        async with uploaded(request) as upload:
            form = read_texts(upload.texts, ExampleForm)
            example_id = await _kept(request, staff, code, form, [each.received.path for each in upload.files])
        content = replace(found.newest.content, example_id=example_id)
        wanted = Wanted(kind=Kind.CHANGE, code=code, content=content, base_id=found.newest.id)
        made = await propose(staff.actor, wanted)
    except (Refused, Conflict) as error:
        return await _form(request, staff, found, form.refused(error), status=status_of(error))
    await tell(request, "proposed")
    return see_other(request, f"/backoffice/thesaurus/proposals/{made}")


async def _kept(
    request: AnyRequest, staff: Staff, code: str, form: Form[ExampleForm], files: list[Path]
) -> UUID | None:
    if form.value is not None and form.value.without:
        return None
    if not files:
        raise NoPicture
    resources = resources_of(request)
    kept: UUID = await keep_example(
        resources.box, resources.vault, staff.actor, code, files[0], resources.settings.scratch_dir
    )
    return kept


async def _form(
    request: AnyRequest, staff: Staff, found: TermView, form: Form[ExampleForm], *, status: int = 200
) -> Response[str]:
    return await screen(request, staff, "backoffice/thesaurus/example.html", status=status, term=found, form=form)


ROUTES = [show_example, ask_example, propose_example]
