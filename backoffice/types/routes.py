"""Find a document type by a few letters, in French or Dutch."""

from dataclasses import dataclass
from typing import Annotated

from litestar import Response, post

from backoffice.thesaurus.words import source_name
from dossier.people.access import check_decides
from dossier.thesaurus.queries import find_types
from web.forms import read, text
from web.pages import page
from web.scope import AnyRequest
from web.staff import staff_member

_WORDS_MAX_CHARACTERS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A few letters; none for the types used most."""

    words: Annotated[str | None, text(_WORDS_MAX_CHARACTERS)]


@post("/backoffice/types/search", status_code=200)
async def suggest_types(request: AnyRequest) -> Response[str]:
    """Answer the types that fit, best first, as options of a list box."""
    staff = await staff_member(request)
    check_decides(staff.actor)
    form = await read(request, Search)
    found = await find_types(staff.actor, form.typed["words"])
    return page(request, "backoffice/types/found.html", found=found, source_name=source_name)


ROUTES = [suggest_types]
