"""The tours: for whom, over which screen, and what is said of which of its parts. Data."""

from collections.abc import Iterable
from dataclasses import dataclass

from dossier.people.roles import Role
from web.catalogues import mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One part of a screen, and what it is for."""

    at: str  # a CSS selector: the first one that is seen
    title: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """A few stops over one screen."""

    id: str
    roles: frozenset[Role]  # whose first day it is
    title: str
    path: str  # the screen it is over
    stops: tuple[Stop, ...]

    @property
    def address(self) -> str:
        """Return the screen with the tour over it."""
        return f"{self.path}?tour={self.id}"


def _stops(*stops: tuple[str, str, str]) -> tuple[Stop, ...]:
    return tuple(Stop(at=at, title=title, words=words) for at, title, words in stops)


_SECTIONS = (
    ".sections .nav",
    mark("Your sections"),
    mark("Only what you may open stands here. What is for today comes first."),
)
_HELP = (
    "#help-link",
    mark("Help"),
    mark("This tour, exercises, keys and news: all of it is behind this sign."),
)
_SEARCH = (
    ".search-box",
    mark("Search everywhere"),
    mark("A name, a number or words of a paper: press / and type."),
)

TOURS = (
    Tour(
        id="agent",
        roles=frozenset({Role.CAPTURE_AGENT}),
        title=mark("The queue, in five stops"),
        path="/backoffice/queue",
        stops=_stops(
            ("#queue h1", mark("The queue"), mark("Everything that came in and that nobody has decided on.")),
            (
                "#queue .tabs",
                mark("Four parts"),
                mark("What waits, what is yours, what was put aside."),
            ),
            _SEARCH,
            _SECTIONS,
            _HELP,
        ),
    ),
    Tour(
        id="clerk",
        roles=frozenset({Role.COUNTER_CLERK}),
        title=mark("The counter, in four stops"),
        path="/backoffice/counter",
        stops=_stops(
            ("main h1", mark("Your counter"), mark("What you took in today stands here, the last one first.")),
            (
                '[aria-keyshortcuts="N"]',
                mark("A new deposit"),
                mark("Press N when somebody comes with papers. Everything else follows."),
            ),
            _SECTIONS,
            _HELP,
        ),
    ),
    Tour(
        id="worker",
        roles=frozenset({Role.SOCIAL_WORKER, Role.SPOC}),
        title=mark("Files and signals, in five stops"),
        path="/backoffice/files",
        stops=_stops(
            (
                "#another",
                mark("Open a file"),
                mark("By a name or a number. What you open stays at hand."),
            ),
            _SEARCH,
            (
                '.sections [href="/backoffice/signals"]',
                mark("Your signals"),
                mark("A paper that concerns you tells you here. Take it, and say what came of it."),
            ),
            (
                '.sections [href="/backoffice/requests"]',
                mark("What you ask for"),
                mark("Ask a person for papers. What comes in is ticked off by itself."),
            ),
            _HELP,
        ),
    ),
    Tour(
        id="manager",
        roles=frozenset({Role.MANAGER}),
        title=mark("The figures, in four stops"),
        path="/backoffice/monitoring",
        stops=_stops(
            (
                "#figures .facts",
                mark("How it stands now"),
                mark("What waits, how old it is, what came and went."),
            ),
            (
                "main .tabs",
                mark("Over time"),
                mark("Delays, quality and use, by month. Each chart has its table."),
            ),
            (
                '.sections [href="/backoffice/phases"]',
                mark("Phases"),
                mark("What is on, and from which day the rest follows."),
            ),
            _HELP,
        ),
    ),
    Tour(
        id="auditor",
        roles=frozenset({Role.AUDITOR}),
        title=mark("The journal, in four stops"),
        path="/backoffice/journal",
        stops=_stops(
            ("main h1", mark("The journal"), mark("Everything that happened, and who did it. Nobody can change it.")),
            (
                "main form :is(input, select):not([type=hidden])",
                mark("Ask it"),
                mark("By day, by person, by what happened. Your question is kept too."),
            ),
            (
                '.sections [href="/backoffice/journal/access"]',
                mark("Access log"),
                mark("Who looked at whose papers, and why."),
            ),
            _HELP,
        ),
    ),
    Tour(
        id="administrator",
        roles=frozenset({Role.ADMINISTRATOR}),
        title=mark("The house, in four stops"),
        path="/backoffice/devices",
        stops=_stops(
            ("main h1", mark("Kiosks"), mark("Each kiosk, whether it prints, and when it was last heard of.")),
            (
                '.sections [href="/backoffice/stuck"]',
                mark("What is stuck"),
                mark("What the house could not do by itself, with a reason and who sees to it."),
            ),
            (
                '.sections [href="/backoffice/phases"]',
                mark("Phases"),
                mark("You switch circuits, types and departments on here, by a day."),
            ),
            _HELP,
        ),
    ),
)


def tours_of(roles: Iterable[str]) -> tuple[Tour, ...]:
    """Return the tours of someone with these roles."""
    own = frozenset(roles)
    return tuple(each for each in TOURS if each.roles & own)
