"""Search everywhere. The words come by POST, so that no address holds them; without JavaScript they have a page."""

from dataclasses import dataclass
from typing import Annotated

from litestar import Response, get, post

from backoffice.screen import screen
from dossier.files.at_hand import at_hand
from dossier.people.access import check_decides
from dossier.search.everywhere import Found, search_everywhere
from web.forms import read, text
from web.pages import see_other
from web.scope import AnyRequest, resources_of
from web.staff import staff_member

PATH = "/backoffice/search"
_WORDS_MAX_CHARACTERS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchForm:
    """A name or part of one, a number or its first figures, a NISS typed whole, words of a document."""

    words: Annotated[str | None, text(_WORDS_MAX_CHARACTERS)]


@post(PATH, status_code=200)
async def search(request: AnyRequest) -> Response[str]:
    """Answer what fits, in groups; the files at hand where nothing is typed."""
    staff = await staff_member(request)
    check_decides(staff.actor)
    form = await read(request, SearchForm)
    words = (form.value.words if form.value else None) or ""
    return await screen(
        request,
        staff,
        "backoffice/search/search.html",
        block="found",
        words=words,
        found=await search_everywhere(staff.actor, words, resources_of(request).cipher) if words else Found(),
        at_hand=None if words else await at_hand(staff.actor),
    )


@get(PATH)
async def show_search(request: AnyRequest) -> Response[str]:
    """Lead to the files at hand: a page of results cannot be asked for again without its words."""
    check_decides((await staff_member(request)).actor)
    return see_other(request, "/backoffice/files")


ROUTES = [search, show_search]
