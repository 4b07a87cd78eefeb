"""Templates: lists of documents that are often asked together, read by who asks and changed by SPOCs."""

from dataclasses import replace
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.requests.forms import TemplateAct, TemplateForm
from backoffice.requests.routes import PATH as REQUESTS
from backoffice.screen import screen, tell
from dossier.errors import Conflict, DossierError, Refused
from dossier.ids import new_id
from dossier.people.access import check_decides
from dossier.people.staff import Staff
from dossier.requests.errors import (
    DueDaysWrong,
    NoSuchTemplate,
    NotYourTemplate,
    TemplateNamesNeeded,
    TemplateWithoutTypes,
    TooManyTypes,
)
from dossier.requests.retire_template import retire_template
from dossier.requests.revive_template import revive_template
from dossier.requests.set_template import TemplateFacts, set_template
from dossier.requests.templates import Template, may_change, templates
from dossier.thesaurus.queries import all_types
from web.forms import Form, blank, read
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

PATH = f"{REQUESTS}/templates"
_ONE = f"{PATH}/{{template_id:uuid}}"
_FIELDS: dict[type[DossierError], str] = {
    TemplateNamesNeeded: "label_fr",
    TemplateWithoutTypes: "type_id",
    TooManyTypes: "type_id",
    DueDaysWrong: "due_days",
}


@get(PATH)
async def show_templates(request: AnyRequest) -> Response[str]:
    """Show all templates, whose they are and what each asks for."""
    staff = await staff_member(request)
    check_decides(staff.actor)
    return await screen(
        request,
        staff,
        "backoffice/requests/templates.html",
        templates=await templates(staff.actor, with_retired=True),
        types={each.id: each for each in await all_types(staff.actor)},
        due_days=settings_of(request).request_due_days,
        may_add=may_change(staff.actor, staff.actor.department_id),
        may_change=lambda each: may_change(staff.actor, each.department_id),
    )


@get(f"{PATH}/new")
async def new_template(request: AnyRequest) -> Response[str]:
    """Show an empty template."""
    staff = await staff_member(request)
    if not may_change(staff.actor, staff.actor.department_id):
        raise NotYourTemplate
    return await _edit(request, staff, blank(TemplateForm, template_id=str(new_id()), version="0"))


@get(_ONE)
async def edit_template(request: AnyRequest, template_id: FromPath[UUID]) -> Response[str]:
    """Show a template to be changed."""
    staff = await staff_member(request)
    found = await _template(staff, template_id)
    form = blank(
        TemplateForm,
        template_id=str(found.id),
        version=str(found.version),
        label_fr=found.label_fr,
        label_nl=found.label_nl,
        sentence_fr=found.sentence_fr,
        sentence_nl=found.sentence_nl,
        due_days=str(found.due_days or ""),
    )
    return await _edit(request, staff, replace(form, ticked={"type_ids": tuple(map(str, found.type_ids))}))


@post(PATH, status_code=200)
async def keep_template(request: AnyRequest) -> Response[str]:
    """Put one more type on the list, or keep the template."""
    staff = await staff_member(request)
    if not may_change(staff.actor, staff.actor.department_id):
        raise NotYourTemplate
    form = _with_one_more(await read(request, TemplateForm))
    value = form.value
    if value is None or value.act is not TemplateAct.KEEP:
        return await _edit(request, staff, form, status=200 if value else 422)
    told = TemplateFacts(
        id=value.template_id,
        version=value.version,
        label_fr=value.label_fr or "",
        label_nl=value.label_nl or "",
        sentence_fr=value.sentence_fr or "",
        sentence_nl=value.sentence_nl or "",
        due_days=value.due_days,
        type_ids=value.type_ids,
    )
    try:
        await set_template(staff.actor, told)
    except (Refused, Conflict) as error:
        return await _edit(request, staff, form.refused(error, _FIELDS.get(type(error))), status=status_of(error))
    await tell(request, "template_set")
    return see_other(request, PATH)


@post(f"{_ONE}/retirement", status_code=200)
async def retire(request: AnyRequest, template_id: FromPath[UUID]) -> Response[str]:
    """Retire a template."""
    staff = await staff_member(request)
    await retire_template(staff.actor, template_id)
    await tell(request, "template_retired")
    return see_other(request, PATH)


@post(f"{_ONE}/retirement/removal", status_code=200)
async def take_back_retirement(request: AnyRequest, template_id: FromPath[UUID]) -> Response[str]:
    """Bring a retired template back."""
    staff = await staff_member(request)
    await revive_template(staff.actor, template_id)
    await tell(request, "template_revived")
    return see_other(request, PATH)


async def _template(staff: Staff, template_id: UUID) -> Template:
    """Return a template to whoever may change it. Raises NoSuchTemplate, NotYourTemplate."""
    if not may_change(staff.actor, staff.actor.department_id):
        raise NotYourTemplate
    found = next((each for each in await templates(staff.actor, with_retired=True) if each.id == template_id), None)
    if found is None:
        raise NoSuchTemplate
    if not may_change(staff.actor, found.department_id):
        raise NotYourTemplate
    return found


def _with_one_more(form: Form[TemplateForm]) -> Form[TemplateForm]:
    """Return the form with the type that was found on its list."""
    ids = tuple(dict.fromkeys((*form.ticked["type_ids"], *filter(None, [form.typed["type_id"]]))))
    value = form.value
    if value is not None and value.type_id is not None:
        value = replace(value, type_ids=tuple(dict.fromkeys((*value.type_ids, value.type_id))))
    return replace(form, value=value, typed={**form.typed, "type_id": ""}, ticked={"type_ids": ids})


async def _edit(request: AnyRequest, staff: Staff, form: Form[TemplateForm], *, status: int = 200) -> Response[str]:
    types = {str(each.id): each for each in await all_types(staff.actor)}
    known = {str(each.id): each for each in await templates(staff.actor, with_retired=True)}
    return await screen(
        request,
        staff,
        "backoffice/requests/template.html",
        status=status,
        form=form,
        types=types,
        chosen=[types[each] for each in form.ticked["type_ids"] if each in types],
        before=known.get(form.typed["template_id"]),
        due_days=settings_of(request).request_due_days,
    )


ROUTES = [show_templates, new_template, edit_template, keep_template, retire, take_back_retirement]
