"""A forecast goes on as the weekdays went, and says how sure it is."""

from datetime import date, timedelta

from dossier.monitoring.forecast import DAYS_MIN, Day, forecast

MONDAY = date(2026, 10, 5)


def past(weeks: int, grows: dict[int, int]) -> list[Day]:
    """Return weeks in which the pile grew by so much on each weekday."""
    days = [MONDAY + timedelta(days=7 * week + weekday) for week in range(weeks) for weekday in range(5)]
    return [Day(day=day, came=50 + grows[day.weekday()], decided=50, waiting=0) for day in days]


def test_each_weekday_goes_as_it_always_went() -> None:
    coming = [MONDAY + timedelta(days=ahead) for ahead in (70, 71, 74)]
    told = forecast(100, past(8, {0: 30, 1: 10, 2: 0, 3: -10, 4: -30}), coming)
    assert [each.expected for each in told] == [130, 140, 110]
    assert all(each.low == each.expected == each.high for each in told), "no day ever differed"


def test_it_is_less_sure_the_further_it_looks_and_never_below_nothing() -> None:
    days = past(8, dict.fromkeys(range(5), -5))
    bent = [Day(day=e.day, came=e.came + 20 * (n % 2), decided=e.decided, waiting=0) for n, e in enumerate(days)]
    told = forecast(10, bent, [MONDAY + timedelta(days=70 + n) for n in range(5)])
    widths = [each.high - each.expected for each in told]
    assert widths == sorted(widths)
    assert widths[0] > 0
    assert all(each.low >= 0 and each.expected >= 0 for each in told)


def test_a_short_past_says_nothing() -> None:
    days = past(2, dict.fromkeys(range(5), 1))
    assert len(forecast(5, days, [MONDAY])) == 1
    assert forecast(5, days[: DAYS_MIN - 1], [MONDAY]) == ()
    idle = [Day(day=each.day, came=0, decided=0, waiting=5) for each in past(8, dict.fromkeys(range(5), 0))]
    assert forecast(5, idle, [MONDAY]) == (), "a centre in which nothing happened yet"
