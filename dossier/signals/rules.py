"""Which of a type's signal rules hold for a document, and when what they raise is due. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dossier.calendar import Calendar
from dossier.thesaurus.content import Moment, SignalRule, Situation

FILE_ONLY = 0
SAME_DAY = 4
WORKING_DAYS = {2: 5, 3: 1, SAME_DAY: 0}
"""Urgency → the working days after which a signal is due where its rule says nothing. U1 is in the daily list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a rule can ask of a document."""

    circuit: str
    situations: frozenset[Situation]
    file_department: str | None  # the code of that which owns the social file
    worker_id: UUID | None  # the file's social worker


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """By when somebody shall have handled a signal, and by when have taken it."""

    due_at: datetime | None
    escalates_at: datetime | None


def situations_of(file_status: str | None, *, has_minors: bool) -> frozenset[Situation]:
    """Return the situations that the centre's data show: of the file (None: none is known) and its household."""
    if file_status is None:
        return frozenset({Situation.NO_FILE})
    of_file = Situation.OPEN_FILE if file_status == "open" else Situation.CLOSED_FILE
    return frozenset({of_file, Situation.MINORS} if has_minors else {of_file})


def choose(rules: Iterable[SignalRule], facts: Facts) -> dict[str, SignalRule]:
    """Return department code → the one rule by which it is told.

    A rule of the document's circuit goes before one of all circuits, then a rule of a situation that holds before one
    of all; of two situations that both hold, the more urgent. A department whose rule says U0 is not told.
    """
    chosen: dict[str, SignalRule] = {}
    for rule in sorted(rules, key=lambda each: (bool(each.circuit), bool(each.situation), each.urgency)):
        if rule.circuit in {"", facts.circuit} and rule.situation in {"", *facts.situations}:
            chosen[rule.department] = rule
    return {code: rule for code, rule in chosen.items() if rule.urgency > FILE_ONLY}


def at_moment(chosen: dict[str, SignalRule], moment: Moment) -> dict[str, SignalRule]:
    """Return what is told at a moment: at validation all, since what was not known at capture is known then."""
    return {code: rule for code, rule in chosen.items() if moment is Moment.VALIDATION or rule.moment == moment}


def worker_for(department: str, facts: Facts) -> UUID | None:
    """Return the worker through whom a department is told: the file's, in the department that owns the file."""
    return facts.worker_id if facts.file_department == department else None


def deadlines(rule: SignalRule, raised_at: datetime, calendar: Calendar, escalate_hours: int) -> Deadlines:
    """Count a signal's one deadline, by its rule's own time or else its urgency, and when an untaken one escalates."""
    if rule.deadline_hours is not None:
        due_at: datetime | None = calendar.hours_later(raised_at, rule.deadline_hours)
    else:
        days = rule.deadline_working_days
        days = WORKING_DAYS.get(rule.urgency) if days is None else days
        due_at = None if days is None else calendar.days_later(raised_at, days)
    escalates_at = calendar.hours_later(raised_at, escalate_hours) if rule.urgency == SAME_DAY else None
    return Deadlines(due_at=due_at, escalates_at=escalates_at)
