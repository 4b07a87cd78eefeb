"""The thesaurus as a tree, and found by a few letters. The letters come by POST, so that no address holds them."""

from litestar import Response, get, post

from backoffice.screen import screen
from backoffice.thesaurus.forms import SearchForm
from dossier.people.staff import Staff
from dossier.thesaurus.proposals import waiting_count
from dossier.thesaurus.rights import proposes
from dossier.thesaurus.tree import tree
from web.forms import Form, blank, read
from web.scope import AnyRequest
from web.staff import staff_member

PATH = "/backoffice/thesaurus"


@get(PATH)
async def show_tree(request: AnyRequest) -> Response[str]:
    """Show every term under its category."""
    return await _tree(request, await staff_member(request), blank(SearchForm))


@post(PATH, status_code=200)
async def find_terms(request: AnyRequest) -> Response[str]:
    """Show the terms that a few letters find, under their categories."""
    return await _tree(request, await staff_member(request), await read(request, SearchForm))


async def _tree(request: AnyRequest, staff: Staff, form: Form[SearchForm]) -> Response[str]:
    words = form.value.words if form.value else ""
    return await screen(
        request,
        staff,
        "backoffice/thesaurus/tree.html",
        block="tree",
        form=form,
        tree=await tree(staff.actor, words),
        waiting_count=await waiting_count(staff.actor),
        proposes=proposes(staff.actor),
    )


ROUTES = [show_tree, find_terms]
