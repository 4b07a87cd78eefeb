"""Propose a term, or another version of one: typed, previewed, proposed."""

from dataclasses import replace
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from backoffice.screen import tell
from backoffice.thesaurus.context import term_screen, tried_rules
from backoffice.thesaurus.forms import Edition, edition_of, read_edition
from dossier.errors import Conflict, Refused
from dossier.people.queries import departments
from dossier.people.staff import Staff
from dossier.signals.simulate import Simulation
from dossier.thesaurus.content import TermContent
from dossier.thesaurus.effect import Effect
from dossier.thesaurus.errors import (
    CodeForm,
    CodeTaken,
    NoSuchTerm,
    OwnerNeeded,
    RetentionWrong,
    UnknownCategory,
    ValidityWrong,
)
from dossier.thesaurus.preview import preview
from dossier.thesaurus.proposals import Kind
from dossier.thesaurus.propose import Wanted, propose
from dossier.thesaurus.rights import answers_for, check_proposes, proposes
from dossier.thesaurus.tree import TermView, term
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest
from web.staff import staff_member

PATH = "/backoffice/thesaurus/terms/{code:str}/edition"
NEW_PATH = "/backoffice/thesaurus/new"

_FIELDS: dict[type[Refused], str] = {
    CodeForm: "code",
    CodeTaken: "code",
    OwnerNeeded: "owner",
    UnknownCategory: "category",
    ValidityWrong: "validity_days",
    RetentionWrong: "retention_months",
}
"""Where the sentence of an error stands; every other above the form."""


@get(PATH)
async def edit(request: AnyRequest, code: FromPath[str], version: FromQuery[int | None] = None) -> Response[str]:
    """Show a term to type another version of it: as it is, or as a former version was."""
    staff = await staff_member(request)
    found = await term(staff.actor, code)
    check_proposes(staff.actor, found.owner_id)
    shown = next((each for each in found.versions if each.number == version), found.newest)
    return await _form(request, staff, edition_of(shown.content, found.newest.id), found)


@post(PATH, status_code=200)
async def propose_change(request: AnyRequest, code: FromPath[str]) -> Response[str]:
    """Preview another version, or propose it."""
    staff = await staff_member(request)
    found = await term(staff.actor, code)
    check_proposes(staff.actor, found.owner_id)
    return await _propose(request, staff, await read_edition(request), found)


@get(NEW_PATH)
async def edit_new(request: AnyRequest) -> Response[str]:
    """Show an empty form for a new term."""
    staff = await staff_member(request)
    if not proposes(staff.actor):
        check_proposes(staff.actor, None)
    own = (staff.department_code,) if staff.department_code else ()
    empty = TermContent(label_fr="", label_nl="", category="", departments=own)
    return await _form(request, staff, edition_of(empty, None), None)


@post(NEW_PATH, status_code=200)
async def propose_new(request: AnyRequest) -> Response[str]:
    """Preview a new term, or propose it."""
    staff = await staff_member(request)
    if not proposes(staff.actor):
        check_proposes(staff.actor, None)
    return await _propose(request, staff, await read_edition(request), None)


async def _propose(request: AnyRequest, staff: Staff, typed: Edition, found: TermView | None) -> Response[str]:
    content, value = typed.content, typed.form.value
    if content is None or value is None:
        return await _form(request, staff, typed, found, status=422)
    kind, code = (Kind.CHANGE, found.code) if found else (Kind.NEW, value.code)
    wanted = Wanted(kind=kind, code=code, content=content, base_id=value.base_id)
    try:
        if value.act == "propose":
            made = await propose(staff.actor, wanted, value.note)
            return await _told(request, made)
        effect = await preview(staff.actor, wanted)
        simulation = await tried_rules(staff, code, effect, content)
        return await _form(request, staff, typed, found, effect=effect, simulation=simulation)
    except NoSuchTerm:
        raise
    except (Refused, Conflict) as error:
        refused = typed.form.refused(error, _FIELDS.get(type(error)) if isinstance(error, Refused) else None)
        return await _form(request, staff, replace(typed, form=refused), found, status=status_of(error))


async def _told(request: AnyRequest, proposal_id: UUID) -> Response[str]:
    await tell(request, "proposed")
    return see_other(request, f"/backoffice/thesaurus/proposals/{proposal_id}")


async def _form(
    request: AnyRequest,
    staff: Staff,
    typed: Edition,
    found: TermView | None,
    *,
    effect: Effect | None = None,
    simulation: Simulation | None = None,
    status: int = 200,
) -> Response[str]:
    return await term_screen(
        request,
        staff,
        "backoffice/thesaurus/edition.html",
        status=status,
        form=typed.form,
        rules=typed.rules,
        term=found,
        effect=effect,
        simulation=simulation,
        owners=[each for each in await departments(staff.actor) if answers_for(staff.actor, each.id)],
    )


ROUTES = [edit, propose_change, edit_new, propose_new]
