"""What happened around a social file, day by day, the latest first: signals and acts in one list. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from backoffice.signals.routes import URGENCIES
from dossier.clock import BRUSSELS
from dossier.files.opened import OpenedFile

_KINDS = {
    "DocumentValidated": "good",
    "DocumentRefused": "need",
    "RequestAnswered": "good",
    "RequestReopened": "need",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened."""

    at: datetime
    kind: str  # a state's
    name: str  # the event's; `Signal` for one or several that a document raised at once
    document_id: UUID | None
    request_id: UUID | None
    label: str  # of the document's type, or of what was asked; empty where there is none
    departments: tuple[str, ...]  # codes of those that were told
    urgency: int | None
    staff_name: str | None


def days(opened: OpenedFile, year: int | None, language: str) -> tuple[tuple[date, tuple[Entry, ...]], ...]:
    """Return the days of a year, or of all, on which something happened, with what did."""
    told = sorted((*_signals(opened, language), *_acts(opened, language)), key=lambda each: each.at, reverse=True)
    shown = [each for each in told if year in {None, _day(each).year}]
    return tuple((day, tuple(entries)) for day, entries in groupby(shown, key=_day))


def _signals(opened: OpenedFile, language: str) -> Iterable[Entry]:
    """Tell once of all departments that were told of a document on a day."""
    by_document: dict[tuple[UUID, date], list[int]] = {}
    for number, each in enumerate(opened.signals):
        by_document.setdefault((each.document_id, each.raised_at.astimezone(BRUSSELS).date()), []).append(number)
    for numbers in by_document.values():
        signals = [opened.signals[number] for number in numbers]
        open_ones = [each for each in signals if each.state not in {"handled", "withdrawn"}]
        gravest = max(open_ones or signals, key=lambda each: each.urgency)
        yield Entry(
            at=gravest.raised_at,
            kind=URGENCIES[gravest.urgency][0] if open_ones else "good",
            name="Signal",
            document_id=gravest.document_id,
            request_id=None,
            label=gravest.type_label(language),
            departments=tuple(sorted({each.department_code for each in signals})),
            urgency=gravest.urgency,
            staff_name=None,
        )


def _acts(opened: OpenedFile, language: str) -> Iterable[Entry]:
    labels = {each.id: each.type_label(language) or "" for each in opened.papers}
    asked = {each.id: ", ".join(item.label(language) for item in each.items) for each in opened.requests}
    for event in opened.events:
        yield Entry(
            at=event.at,
            kind=_KINDS.get(event.name, "look"),
            name=event.name,
            document_id=event.record_id if event.record_id in labels else None,
            request_id=event.record_id if event.record_id in asked else None,
            label=labels.get(event.record_id) or asked.get(event.record_id, ""),
            departments=(),
            urgency=None,
            staff_name=event.staff_name,
        )


def _day(entry: Entry) -> date:
    return entry.at.astimezone(BRUSSELS).date()
