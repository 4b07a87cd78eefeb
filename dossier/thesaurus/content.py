"""What one version of a term says, as a value that can be kept, compared and carried about."""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Literal
from uuid import UUID

import msgspec

Sensitivity = Literal["normal", "medical", "judicial"]
CountedFrom = Literal["document_date", "validation", "validity_end", "file_closed"]
Afterwards = Literal["dispose", "archive", "review"]
PaperRule = Literal["returned", "kept", "by_choice"]
"""What becomes of the paper itself: it goes back to the person, the centre keeps it, or whoever takes it in decides."""


class Circuit(StrEnum):
    """How a deposit comes in: what a signal rule may be narrowed to."""

    PORTAL = "portal"
    KIOSK = "kiosk"
    COUNTER = "counter"
    POST = "post"
    EMAIL = "email"
    INTERVIEW = "interview"
    INTERNAL = "internal"
    OUTGOING = "outgoing"
    BACKFILE = "backfile"
    API = "api"


class Moment(StrEnum):
    """When a signal rule tells."""

    CAPTURE = "capture"  # as soon as the deposit is received, by what its depositor says that it is
    VALIDATION = "validation"


class Situation(StrEnum):
    """Whom a document is about, as far as the centre's own data show it: what a signal rule may be narrowed to."""

    OPEN_FILE = "open_file"
    CLOSED_FILE = "closed_file"
    NO_FILE = "no_file"  # or none that is known yet
    MINORS = "minors"  # the file's household has a member under 18


class Asked(StrEnum):
    """What the desk insists on before it files a document of a type."""

    DOCUMENT_DATE = "document_date"
    WORDS = "words"  # what it is, in a few words: of the types for what has none
    VALID_UNTIL = "valid_until"  # of types whose papers say it themselves
    SENDER = "sender"
    REFERENCE = "reference"  # the sender's own number for it
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class SignalRule:
    """Whom a version tells, and how soon they should act."""

    department: str  # its code
    circuit: str = ""  # empty: whichever it came by, unless another rule of the department names it
    situation: str = ""  # empty: whatever it is, unless another rule of the department names one that holds
    moment: str = "validation"
    urgency: int = 0  # 0 file only … 4 same day
    deadline_working_days: int | None = None
    deadline_hours: int | None = None  # at most one of the two
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule:
    """How long what is filed is kept, counted from what, and what then happens."""

    counted_from: CountedFrom
    months: int
    afterwards: Afterwards
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermContent:
    """One version of a term, without its code: everything that a proposal may change."""

    label_fr: str
    label_nl: str
    category: str  # its code
    departments: tuple[str, ...]  # codes of those whom it concerns; the first owns the term
    description_fr: str = ""
    description_nl: str = ""
    plain_fr: str = ""  # what it is, in one sentence for the person who is asked for it
    plain_nl: str = ""
    keywords_fr: tuple[str, ...] = ()  # other words by which it is found
    keywords_nl: tuple[str, ...] = ()
    validity_days: int | None = None
    validity_note: str = ""
    sensitivity: Sensitivity = "normal"
    authentic_source: str = ""  # from which the centre could get it; empty: the citizen has to bring it
    paper: PaperRule = "returned"
    paper_months: int | None = None  # for which a paper is kept after it was filed; None: as the centre's settings say
    two_readers: bool = False
    asks: tuple[Asked, ...] = ()
    example_id: UUID | None = None
    signal_rules: tuple[SignalRule, ...] = ()  # sorted
    retention: RetentionRule | None = None

    @property
    def owner(self) -> str:
        """Return the code of the department that answers for the term."""
        return self.departments[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field that two versions say differently."""

    field: str
    before: object
    after: object


def changes(before: TermContent | None, after: TermContent) -> tuple[Change, ...]:
    """Return what is said differently, in the order of the fields; of a new term, all that is said of it."""
    blank = TermContent(label_fr="", label_nl="", category="", departments=())
    old = before or blank
    return tuple(
        Change(field=each.name, before=getattr(old, each.name), after=getattr(after, each.name))
        for each in fields(TermContent)
        if getattr(old, each.name) != getattr(after, each.name)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The departments that would be told otherwise than now, by their codes."""

    newly: tuple[str, ...]
    otherwise: tuple[str, ...]
    no_more: tuple[str, ...]

    @property
    def count(self) -> int:
        """Return how many they are."""
        return len(self.newly) + len(self.otherwise) + len(self.no_more)


def told(before: TermContent | None, after: TermContent | None) -> Told:
    """Compare whom two versions tell; None tells nobody."""
    then, now = (_by_department(each.signal_rules if each else ()) for each in (before, after))
    return Told(
        newly=tuple(sorted(now.keys() - then.keys())),
        otherwise=tuple(sorted(each for each in now.keys() & then.keys() if now[each] != then[each])),
        no_more=tuple(sorted(then.keys() - now.keys())),
    )


def _by_department(rules: tuple[SignalRule, ...]) -> dict[str, list[SignalRule]]:
    found: dict[str, list[SignalRule]] = {}
    for each in rules:
        found.setdefault(each.department, []).append(each)
    return found


def to_json(content: TermContent) -> str:
    """Write a content as JSON."""
    return msgspec.json.encode(content).decode()


def from_json(text: str) -> TermContent:
    """Read a content back. Raises msgspec.ValidationError for what `to_json` did not write."""
    return msgspec.json.decode(text, type=TermContent)
