"""Deadlines counted in the centre's own time: hours, days, holidays, closing days, and the change of the hour."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.calendar import Calendar, NeverOpen
from dossier.clock import BRUSSELS

CALENDAR = Calendar(
    opens_at=time(8, 30), closes_at=time(16, 30), closing_days=frozenset({date(2026, 12, 24), date(2026, 7, 20)})
)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("begun", "working_days", "due"),
    [
        ("2026-11-26T09:00", 0, "2026-11-26T16:30"),  # a Thursday
        ("2026-11-26T16:30", 0, "2026-11-27T16:30"),  # as it closes: counts to the next day
        ("2026-11-27T17:00", 1, "2026-12-01T16:30"),  # Friday evening is Monday
        ("2026-11-28T11:00", 0, "2026-11-30T16:30"),  # Saturday
        ("2026-11-26T09:00", 5, "2026-12-03T16:30"),
        ("2026-12-23T09:00", 1, "2026-12-28T16:30"),  # the 24th is closed, the 25th a holiday, then the weekend
        ("2026-04-03T09:00", 1, "2026-04-07T16:30"),  # over Easter Monday
        ("2026-07-17T09:00", 2, "2026-07-23T16:30"),  # the bridge before the national holiday
        ("2026-03-27T15:00", 1, "2026-03-30T16:30"),  # over the night that is an hour short
    ],
)
def test_a_deadline_in_days_ends_when_the_centre_closes(begun: str, working_days: int, due: str) -> None:
    assert CALENDAR.days_later(at(begun), working_days) == at(due)


@pytest.mark.parametrize(
    ("begun", "working_hours", "ends"),
    [
        ("2026-11-26T09:00", 4, "2026-11-26T13:00"),
        ("2026-11-26T12:30", 4, "2026-11-26T16:30"),  # to the minute of closing
        ("2026-11-26T15:00", 4, "2026-11-27T11:00"),
        ("2026-11-27T15:00", 4, "2026-11-30T11:00"),  # over a weekend
        ("2026-11-26T06:00", 4, "2026-11-26T12:30"),  # before opening
        ("2026-11-26T20:00", 4, "2026-11-27T12:30"),
        ("2026-10-23T15:30", 2, "2026-10-26T09:30"),  # over the night that is an hour long
        ("2026-11-26T09:00", 20, "2026-11-30T13:00"),
    ],
)
def test_a_deadline_in_hours_counts_hours_of_work(begun: str, working_hours: int, ends: str) -> None:
    assert CALENDAR.hours_later(at(begun), working_hours) == at(ends)


@given(MOMENTS, st.integers(0, 60))
def test_days_and_hours_end_in_working_time_and_never_before_they_began(moment: datetime, count: int) -> None:
    for due in (CALENDAR.days_later(moment, count), CALENDAR.hours_later(moment, count)):
        assert due >= moment
        assert CALENDAR.works_on(due.date())
        assert CALENDAR.opens_at <= due.time() <= CALENDAR.closes_at
    assert CALENDAR.hours_between(moment, CALENDAR.hours_later(moment, count)) == pytest.approx(count)


@given(MOMENTS, MOMENTS, st.integers(0, 30))
def test_what_came_earlier_is_due_no_later(one: datetime, other: datetime, count: int) -> None:
    first, second = sorted((one, other))
    assert CALENDAR.days_later(first, count) <= CALENDAR.days_later(second, count)
    assert CALENDAR.hours_later(first, count) <= CALENDAR.hours_later(second, count)


def test_no_time_goes_by_backwards_or_while_it_is_closed() -> None:
    assert CALENDAR.hours_between(at("2026-11-27T10:00"), at("2026-11-27T09:00")) == 0
    assert CALENDAR.hours_between(at("2026-11-27T17:00"), at("2026-11-30T08:00")) == 0


def test_a_centre_that_never_opens_is_said_to_be_wrong() -> None:
    shut = frozenset(date(2026, 1, 1) + timedelta(days=each) for each in range(800))
    with pytest.raises(NeverOpen):
        Calendar(opens_at=time(8), closes_at=time(16), closing_days=shut).days_later(at("2026-01-02T09:00"), 0)


@pytest.mark.parametrize(
    ("start", "end", "working_days"),
    [
        ("2026-11-26T09:00", "2026-11-26T15:00", 0),  # a Thursday
        ("2026-11-26T09:00", "2026-11-26T19:00", 0),  # late in the evening, but on that day
        ("2026-11-26T17:00", "2026-11-26T18:00", 0),  # both count to Friday at the earliest
        ("2026-11-26T17:00", "2026-11-27T10:00", 0),  # came in after closing: Friday's
        ("2026-11-26T09:00", "2026-11-27T10:00", 1),
        ("2026-11-26T09:00", "2026-11-28T10:00", 2),  # done on a Saturday: Monday's
        ("2026-11-27T09:00", "2026-11-30T10:00", 1),  # over a weekend
        ("2026-12-23T09:00", "2026-12-28T10:00", 1),  # the 24th is closed, the 25th a holiday
        ("2026-11-30T09:00", "2026-11-26T09:00", 0),  # backwards
    ],
)
def test_days_between_are_those_on_which_the_centre_works(start: str, end: str, working_days: int) -> None:
    assert CALENDAR.days_between(at(start), at(end)) == working_days


@given(start=MOMENTS, working_days=st.integers(0, 40))
def test_days_between_undoes_days_later(start: datetime, working_days: int) -> None:
    assert CALENDAR.days_between(start, CALENDAR.days_later(start, working_days)) == working_days
