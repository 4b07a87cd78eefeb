"""Propose that a term be retired, or go into another one."""

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.screen import tell
from backoffice.thesaurus.context import term_screen
from backoffice.thesaurus.forms import EndingForm
from dossier.errors import Conflict, Refused
from dossier.people.staff import Staff
from dossier.thesaurus.effect import Effect
from dossier.thesaurus.errors import NotMergeable
from dossier.thesaurus.preview import preview
from dossier.thesaurus.proposals import Kind
from dossier.thesaurus.propose import Wanted, propose
from dossier.thesaurus.queries import all_types
from dossier.thesaurus.rights import check_proposes
from dossier.thesaurus.tree import TermView, term
from web.forms import Form, blank, read
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest
from web.staff import staff_member

PATH = "/backoffice/thesaurus/terms/{code:str}/ending"


@get(PATH)
async def ask_ending(request: AnyRequest, code: FromPath[str]) -> Response[str]:
    """Ask whether another term takes this one's place."""
    staff = await staff_member(request)
    found = await term(staff.actor, code)
    check_proposes(staff.actor, found.owner_id)
    return await _form(request, staff, found, blank(EndingForm, base_id=str(found.newest.id)))


@post(PATH, status_code=200)
async def propose_ending(request: AnyRequest, code: FromPath[str]) -> Response[str]:
    """Preview the end of a term, or propose it."""
    staff = await staff_member(request)
    found = await term(staff.actor, code)
    form = await read(request, EndingForm)
    if form.value is None:
        return await _form(request, staff, found, form, status=422)
    kind = Kind.MERGE if form.value.into_code else Kind.RETIRE
    wanted = Wanted(kind=kind, code=code, into_code=form.value.into_code, base_id=form.value.base_id)
    try:
        if form.value.act == "propose":
            made = await propose(staff.actor, wanted, form.value.note)
            await tell(request, "proposed")
            return see_other(request, f"/backoffice/thesaurus/proposals/{made}")
        return await _form(request, staff, found, form, effect=await preview(staff.actor, wanted))
    except (Refused, Conflict) as error:
        field = "into_code" if isinstance(error, NotMergeable) else None
        return await _form(request, staff, found, form.refused(error, field), status=status_of(error))


async def _form(
    request: AnyRequest,
    staff: Staff,
    found: TermView,
    form: Form[EndingForm],
    *,
    effect: Effect | None = None,
    status: int = 200,
) -> Response[str]:
    return await term_screen(
        request,
        staff,
        "backoffice/thesaurus/ending.html",
        status=status,
        term=found,
        form=form,
        effect=effect,
        types=[each for each in await all_types(staff.actor) if each.code != found.code],
    )


ROUTES = [ask_ending, propose_ending]
