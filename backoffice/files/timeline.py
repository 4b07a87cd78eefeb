"""The line of time of a social file: documents, requests, signals and acts as marks on it, for all years or one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from dossier.clock import BRUSSELS
from dossier.files.asked import FileRequest
from dossier.files.opened import OpenedFile
from dossier.lifecycle import DocumentState, RequestState

Lane = Literal["documents", "requests", "signals", "events"]
LANES: tuple[Lane, ...] = ("documents", "requests", "signals", "events")
BINS = 40
"""Places on the line: at its least width, marks of 16 px then stand beside each other."""
_URGENT = 4
_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One thing, or several that stand at the same place."""

    lane: Lane
    percent: float  # of the line's width
    kind: str  # a state's: good, look, need, urgent; or nothing
    first: date
    document_id: str | None  # of a single one
    name: str  # of a single one: what it is, or an event's name
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """How long a request waited, or waits: from its first day to its end, or to its due day."""

    percent: float
    ends_percent: float
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A year or a month that begins."""

    percent: float
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is drawn."""

    year: int | None  # None: all years
    years: tuple[int, ...]
    marks: tuple[Mark, ...]
    spans: tuple[Span, ...]  # of the requests
    ticks: tuple[Tick, ...]
    today_percent: float | None

    def of(self, lane: Lane) -> tuple[Mark, ...]:
        """Return the marks of a lane, in order of time."""
        return tuple(each for each in self.marks if each.lane == lane)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Thing:
    lane: Lane
    on: date
    kind: str
    document_id: str | None
    name: str


_KINDS = {
    DocumentState.VALIDATED: "good",
    DocumentState.EXPIRED: "good",
    DocumentState.REFUSED: "need",
    DocumentState.WITHDRAWN: "",
}


def kind_of(state: DocumentState) -> str:
    """Return the shape and colour of a document's state."""
    return _KINDS.get(state, "look")


def request_kind(asked: FileRequest) -> str:
    """Return the shape and colour of a request: late before all else."""
    if asked.is_late:
        return "need"
    return {RequestState.ANSWERED: "good", RequestState.WAIVED: ""}.get(asked.state, "look")


def line(opened: OpenedFile, year: int | None, today: date, language: str) -> Line:
    """Lay a file out on a line: for one of its years, or for all of them."""
    things = list(_things(opened, language))
    years = tuple(
        range(min([today.year, opened.card.opened_on.year, *(each.on.year for each in things)]), today.year + 1)
    )
    chosen = year if year in years else None
    begins = date(chosen or (years[0] if not things else min(each.on.year for each in things)), 1, 1)
    ends = date((chosen or today.year) + 1, 1, 1)
    span = (ends - begins).days

    def percent(day: date) -> float:
        return round(100 * (day - begins).days / span, 2)

    shown = [each for each in things if begins <= each.on < ends]
    by_year = chosen is None and ends.year - begins.year > 1
    starts = [date(each, 1, 1) for each in range(begins.year, ends.year)] if by_year else _months_of(begins, ends)
    return Line(
        year=chosen,
        years=years,
        marks=tuple(_marks(shown, begins, span)),
        spans=tuple(
            Span(percent=percent(max(first, begins)), ends_percent=percent(min(last, ends)), kind=kind)
            for first, last, kind in map(_waited, opened.requests)
            if first < ends and last >= begins
        ),
        ticks=tuple(Tick(percent=percent(each), day=each) for each in starts),
        today_percent=percent(today) if begins <= today < ends else None,
    )


def _things(opened: OpenedFile, language: str) -> Iterable[_Thing]:
    for paper in opened.papers:
        label = paper.type_label(language) or ""
        yield _Thing(lane="documents", on=paper.on, kind=kind_of(paper.state), document_id=str(paper.id), name=label)
    for asked in opened.requests:
        name = ", ".join(each.label(language) for each in asked.items)
        yield _Thing(lane="requests", on=_day(asked.asked_at), kind=request_kind(asked), document_id=None, name=name)
    for signal in opened.signals:
        kind = "urgent" if signal.urgency == _URGENT and signal.state != "handled" else "look"
        yield _Thing(
            lane="signals",
            on=_day(signal.raised_at),
            kind=kind,
            document_id=str(signal.document_id),
            name=signal.type_label(language),
        )
    papers = {each.id for each in opened.papers}
    for event in opened.events:
        document_id = str(event.record_id) if event.record_id in papers else None
        yield _Thing(lane="events", on=_day(event.at), kind="", document_id=document_id, name=event.name)


def _marks(things: Iterable[_Thing], begins: date, span: int) -> Iterable[Mark]:
    """Put what falls on the same place of a lane into one mark, which shows the gravest of them."""
    places: dict[tuple[Lane, int], list[_Thing]] = {}
    for each in sorted(things, key=lambda thing: thing.on):
        places.setdefault((each.lane, BINS * (each.on - begins).days // span), []).append(each)
    gravity = ("", "good", "look", "need", "urgent")
    for (lane, place), here in places.items():
        single = here[0] if len(here) == 1 else None
        yield Mark(
            lane=lane,
            percent=round(100 * (place + 0.5) / BINS, 2),
            kind=max((each.kind for each in here), key=gravity.index),
            first=here[-1].on,
            document_id=single.document_id if single else None,
            name=single.name if single else "",
            count=len(here),
        )


def _waited(asked: FileRequest) -> tuple[date, date, str]:
    """Return when a request began, when it was over or is due, and its kind."""
    first = _day(asked.asked_at)
    return first, max(first, _day(asked.over_at) if asked.over_at else asked.due_on), request_kind(asked)


def _months_of(begins: date, ends: date) -> list[date]:
    return [date(year, month, 1) for year in range(begins.year, ends.year) for month in range(1, _MONTHS + 1)]


def _day(moment: datetime) -> date:
    return moment.astimezone(BRUSSELS).date()
