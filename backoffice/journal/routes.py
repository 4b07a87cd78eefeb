"""The journal in words: what happened, when, by whom, from where."""

from litestar import Response, get, post

from backoffice.journal.asking import Section, ask, show
from backoffice.journal.words import EVENT_WORDS, EVENTS, OTHER_EVENT
from dossier.audit.events import events
from web.scope import AnyRequest

PATH = "/backoffice/journal"

_SECTION = Section(
    path=PATH,
    template="backoffice/journal/journal.html",
    find=events,
    words={"events": EVENTS, "event_words": EVENT_WORDS, "other_event": OTHER_EVENT},
)


@get(PATH)
async def show_journal(request: AnyRequest) -> Response[str]:
    """Show the events that an address asks for."""
    return await show(request, _SECTION)


@post(PATH, status_code=200)
async def ask_journal(request: AnyRequest) -> Response[str]:
    """Ask for events."""
    return await ask(request, _SECTION)


ROUTES = [show_journal, ask_journal]
