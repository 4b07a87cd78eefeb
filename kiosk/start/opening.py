"""What a kiosk says before its day: from when it takes papers in, in each of its languages."""

from collections.abc import Iterable

from dossier.phases.plan import Closed
from web.catalogues import gettext as _
from web.catalogues import speaking
from web.greetings import Greeting
from web.words import day


def opening(closed: Closed, ways_in: Iterable[Greeting]) -> tuple[tuple[Greeting, str], ...]:
    """Return each language with its sentence."""
    return tuple((each, _sentence(closed, each.code)) for each in ways_in)


def _sentence(closed: Closed, code: str) -> str:
    with speaking(code):
        if closed.from_on is None:
            return _("Here we do not take papers in from everyone yet.")
        return _("We take papers in here from {day}.", day=day(closed.from_on, code))
