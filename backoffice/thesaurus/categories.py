"""The categories of the thesaurus: named, placed and added by administrators."""

from dataclasses import dataclass
from typing import Annotated

from litestar import Response, get, post
from litestar.params import FromQuery

from backoffice.screen import screen, tell
from dossier.errors import Refused
from dossier.people.staff import Staff
from dossier.thesaurus.checks import LABEL_MAX_CHARACTERS
from dossier.thesaurus.errors import CodeForm
from dossier.thesaurus.rights import check_administers
from dossier.thesaurus.set_category import CategoryBelowItself, CategoryFacts, set_category
from dossier.thesaurus.tree import categories
from web.forms import Form, blank, read, text
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest
from web.staff import staff_member

PATH = "/backoffice/thesaurus/categories"
_short = text(LABEL_MAX_CHARACTERS)
_FIELDS: dict[type[Refused], str] = {CodeForm: "code", CategoryBelowItself: "parent"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryForm:
    """A category as it is typed."""

    code: Annotated[str, _short]
    label_fr: Annotated[str, _short]
    label_nl: Annotated[str, _short]
    parent: Annotated[str, _short] = ""
    position: int = 0


@get(PATH)
async def show_categories(request: AnyRequest, code: FromQuery[str] = "") -> Response[str]:
    """Show all categories, and one of them to be changed."""
    staff = await staff_member(request)
    check_administers(staff.actor)
    found = next((each for each in await categories(staff.actor) if each.code == code), None)
    form = blank(CategoryForm)
    if found is not None:
        form = blank(
            CategoryForm,
            code=found.code,
            label_fr=found.label_fr,
            label_nl=found.label_nl,
            parent=found.parent or "",
            position=str(found.position),
        )
    return await _form(request, staff, form, is_new=found is None)


@post(PATH, status_code=200)
async def put_category(request: AnyRequest) -> Response[str]:
    """Add a category, or name or place one otherwise."""
    staff = await staff_member(request)
    check_administers(staff.actor)
    form = await read(request, CategoryForm)
    if form.value is None:
        return await _form(request, staff, form, status=422)
    value = form.value
    told = CategoryFacts(
        code=value.code,
        label_fr=value.label_fr,
        label_nl=value.label_nl,
        parent=value.parent,
        position=value.position,
    )
    try:
        await set_category(staff.actor, told)
    except Refused as error:
        return await _form(request, staff, form.refused(error, _FIELDS.get(type(error))), status=status_of(error))
    await tell(request, "category_set")
    return see_other(request, PATH)


async def _form(
    request: AnyRequest, staff: Staff, form: Form[CategoryForm], *, is_new: bool = True, status: int = 200
) -> Response[str]:
    return await screen(
        request,
        staff,
        "backoffice/thesaurus/categories.html",
        status=status,
        form=form,
        is_new=is_new,
        categories=await categories(staff.actor),
    )


ROUTES = [show_categories, put_category]
