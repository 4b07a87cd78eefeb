"""The access log in words: who looked at what, when, and why they said they needed to."""

from litestar import Response, get, post

from backoffice.journal.asking import Section, ask, show
from backoffice.journal.grounds import GROUNDS
from backoffice.journal.words import ACTS, RECORDS
from dossier.audit.looks import looks
from web.scope import AnyRequest

PATH = "/backoffice/journal/access"

_SECTION = Section(
    path=PATH,
    template="backoffice/journal/access.html",
    find=looks,
    words={"acts": ACTS, "records": RECORDS, "grounds": GROUNDS},
)


@get(PATH)
async def show_access(request: AnyRequest) -> Response[str]:
    """Show the looks that an address asks for."""
    return await show(request, _SECTION)


@post(PATH, status_code=200)
async def ask_access(request: AnyRequest) -> Response[str]:
    """Ask for looks."""
    return await ask(request, _SECTION)


ROUTES = [show_access, ask_access]
