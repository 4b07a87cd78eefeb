"""A period is whole months in Brussels, within bounds whatever is asked."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from dossier.monitoring.period import MONTHS_MAX, Period, month_number

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
TODAY = date(2026, 11, 27)


def test_it_is_twelve_months_that_end_now_unless_others_are_asked() -> None:
    usual = Period.asked(None, None, TODAY)
    assert (usual.first, usual.last) == (date(2025, 12, 1), date(2026, 11, 1))
    assert len(list(usual.months())) == 12
    assert Period.asked(None, date(2026, 3, 9), TODAY).first == date(2025, 4, 1)


def test_it_begins_and_ends_at_midnight_in_brussels() -> None:
    march = Period.asked(date(2026, 3, 5), date(2026, 3, 9), TODAY)
    assert march.begins_at == datetime(2026, 2, 28, 23, tzinfo=UTC)
    assert march.ends_at == datetime(2026, 3, 31, 22, tzinfo=UTC), "summer time has begun"


@given(st.none() | DAYS, st.none() | DAYS, DAYS)
def test_whatever_is_asked_it_is_in_bounds(first: date | None, last: date | None, today: date) -> None:
    period = Period.asked(first, last, today)
    assert period.first <= period.last <= today
    assert len(list(period.months())) == month_number(period.last) - month_number(period.first) + 1 <= MONTHS_MAX
    if first and last and first <= last <= today and month_number(last) - month_number(first) < MONTHS_MAX:
        assert (period.first, period.last) == (first.replace(day=1), last.replace(day=1))
