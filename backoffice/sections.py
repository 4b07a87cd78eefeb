"""The sections of the backoffice, in groups by whom and what they are for; a staff member sees those of their roles."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dossier.people.roles import (
    DECIDES,
    MONITORS,
    NOTES_TIES,
    PRINTS_RECEIPTS,
    READS_MAIL,
    REVIEWS_GLASS,
    SEES_ALL_WAITING,
    SEES_RATES,
    TAKES_IN,
    Role,
)
from dossier.people.stand_in import HEADS
from web.catalogues import mark

_ALL = frozenset(Role)
_AUDITS = frozenset({Role.AUDITOR})
_ADMINISTERS = frozenset({Role.ADMINISTRATOR})
TELLS_LOOKS = DECIDES | _AUDITS
"""Those who tell a beneficiary who looked: a worker of their file, and the auditor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A screen, and those below its address."""

    path: str
    label: str
    icon: str
    roles: frozenset[Role]  # any of these opens it
    also: tuple[str, ...] = ()  # other addresses whose screens belong to it
    is_current: bool = False

    def match(self, path: str) -> int:
        """Return how much of an address is the section's own, in characters; 0 for one of another section."""
        own = (each for each in (self.path, *self.also) if f"{path}/".startswith(f"{each}/"))
        return max(map(len, own), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Sections that serve one end."""

    id: str
    label: str
    sections: tuple[Section, ...]


GROUPS = (
    Group(
        id="work",
        label=mark("To do"),
        sections=(
            Section(
                path="/backoffice/queue",
                label=mark("Queue"),
                icon="queue",
                roles=DECIDES,
                also=("/backoffice/documents", "/backoffice/acts"),
            ),
            Section(path="/backoffice/counter", label=mark("Counter"), icon="hand", roles=TAKES_IN),
            Section(path="/backoffice/batches", label=mark("Batches"), icon="pages", roles=SEES_ALL_WAITING),
            Section(path="/backoffice/backfile", label=mark("Paper files"), icon="file", roles=DECIDES),
            Section(path="/backoffice/mail", label=mark("Mail"), icon="mail", roles=READS_MAIL),
            Section(path="/backoffice/second-looks", label=mark("Second look"), icon="look", roles=DECIDES),
            Section(path="/backoffice/signals", label=mark("Signals"), icon="bell", roles=HEADS),
        ),
    ),
    Group(
        id="beneficiaries",
        label=mark("Beneficiaries"),
        sections=(
            Section(path="/backoffice/files", label=mark("Social files"), icon="file", roles=DECIDES),
            Section(path="/backoffice/requests", label=mark("Requests"), icon="pages", roles=DECIDES),
            Section(path="/backoffice/corrections", label=mark("Corrections"), icon="edit", roles=DECIDES),
            Section(path="/backoffice/registrations", label=mark("Registers"), icon="queue", roles=DECIDES),
            Section(path="/backoffice/letters", label=mark("Letters"), icon="mail", roles=DECIDES),
            Section(path="/backoffice/receipts", label=mark("Receipts"), icon="receipt", roles=PRINTS_RECEIPTS),
            Section(path="/backoffice/kept-papers", label=mark("Kept papers"), icon="tray", roles=TAKES_IN),
            Section(
                path="/backoffice/contacts", label=mark("E-mail and telephone"), icon="phone", roles=PRINTS_RECEIPTS
            ),
            Section(
                path="/backoffice/looks",
                label=mark("Who looked"),
                icon="eye",
                roles=TELLS_LOOKS,
                also=("/backoffice/beneficiaries",),
            ),
            Section(path="/backoffice/exports", label=mark("About a person"), icon="person", roles=_AUDITS),
        ),
    ),
    Group(
        id="centre",
        label=mark("The centre"),
        sections=(
            Section(path="/backoffice/folders", label=mark("Folders"), icon="department", roles=DECIDES),
            Section(path="/backoffice/monitoring", label=mark("Monitoring"), icon="look", roles=MONITORS),
            Section(path="/backoffice/thesaurus", label=mark("Thesaurus"), icon="tree", roles=_ALL),
            Section(
                path="/backoffice/second-looks/rates", label=mark("Error rates"), icon="contrast", roles=SEES_RATES
            ),
            Section(path="/backoffice/absences", label=mark("Absences"), icon="calendar", roles=_ALL),
            Section(path="/backoffice/training", label=mark("Training"), icon="learn", roles=_ALL),
            Section(path="/backoffice/releases", label=mark("What is new"), icon="star", roles=_ALL),
            Section(path="/backoffice/feedback", label=mark("Feedback"), icon="speech", roles=_ALL),
            Section(path="/backoffice/phases", label=mark("Phases"), icon="clock", roles=_ALL),
        ),
    ),
    Group(
        id="access",
        label=mark("Access"),
        sections=(
            Section(path="/backoffice/glass", label=mark("Opened from outside"), icon="hand", roles=REVIEWS_GLASS),
            Section(path="/backoffice/ties", label=mark("Ties"), icon="people", roles=NOTES_TIES),
            Section(path="/backoffice/seals", label=mark("Seals"), icon="lock", roles=_ADMINISTERS),
        ),
    ),
    Group(
        id="proof",
        label=mark("Proof"),
        sections=(
            Section(path="/backoffice/journal", label=mark("Journal"), icon="clock", roles=_AUDITS),
            Section(path="/backoffice/journal/access", label=mark("Access log"), icon="search", roles=_AUDITS),
            Section(path="/backoffice/journal/chain", label=mark("Integrity"), icon="check", roles=_AUDITS),
            Section(path="/backoffice/breaches", label=mark("Breaches"), icon="need", roles=_AUDITS),
        ),
    ),
    Group(
        id="technique",
        label=mark("Technique"),
        sections=(
            Section(path="/backoffice/devices", label=mark("Kiosks"), icon="camera", roles=_ADMINISTERS),
            Section(path="/backoffice/counters", label=mark("Counters"), icon="hand", roles=_ADMINISTERS),
            Section(path="/backoffice/mail/mailbox", label=mark("Mailbox"), icon="mail", roles=_ADMINISTERS),
            Section(path="/backoffice/clients", label=mark("Connected systems"), icon="settings", roles=_ADMINISTERS),
            Section(path="/backoffice/webhooks", label=mark("Messages not taken"), icon="send", roles=_ADMINISTERS),
            Section(path="/backoffice/storage", label=mark("Store"), icon="tray", roles=_ADMINISTERS),
            Section(path="/backoffice/stuck", label=mark("What is stuck"), icon="unreadable", roles=_ADMINISTERS),
        ),
    ),
)
"""What one does all day first; what keeps the house going last."""


def sections_of(roles: frozenset[str], path: str) -> tuple[Group, ...]:
    """Return the groups in which roles have a section; the one that an address belongs to is current."""
    return tuple(_groups(roles, path))


def _groups(roles: frozenset[str], path: str) -> Iterator[Group]:
    nearest = max((each.match(path) for group in GROUPS for each in group.sections), default=0)
    for group in GROUPS:
        own = [each for each in group.sections if each.roles & roles]
        if own:
            shown = (replace(each, is_current=bool(nearest) and each.match(path) == nearest) for each in own)
            yield replace(group, sections=tuple(shown))
