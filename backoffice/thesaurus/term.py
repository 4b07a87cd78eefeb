"""One term: what it says in both languages, what it was, what it is used for."""

from itertools import pairwise

from litestar import Response, get
from litestar.params import FromPath

from backoffice.thesaurus.context import term_screen
from dossier.thesaurus.content import changes
from dossier.thesaurus.rights import answers_for
from dossier.thesaurus.tree import TermView, term
from web.scope import AnyRequest
from web.staff import staff_member

PATH = "/backoffice/thesaurus/terms/{code:str}"


@get(PATH)
async def show_term(request: AnyRequest, code: FromPath[str]) -> Response[str]:
    """Show a term with its history."""
    staff = await staff_member(request)
    found = await term(staff.actor, code)
    return await term_screen(
        request,
        staff,
        "backoffice/thesaurus/term.html",
        term=found,
        history=_history(found),
        may_propose=answers_for(staff.actor, found.owner_id),
    )


def _history(found: TermView) -> list[tuple[object, ...]]:
    """Return each version, newest first, with what it says otherwise than the one before it, and its uses."""
    differences = [changes(before.content, after.content) for after, before in pairwise(found.versions)]
    return list(zip(found.versions, [*differences, ()], found.uses, strict=True))


ROUTES = [show_term]
