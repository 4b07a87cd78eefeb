"""The ten legal holidays, against dates that are printed in calendars."""

from datetime import date

import pytest

from dossier.holidays import easter, legal_holidays


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        (1818, 3, 22),
        (1943, 4, 25),
        (2000, 4, 23),
        (2008, 3, 23),
        (2019, 4, 21),
        (2026, 4, 5),
        (2027, 3, 28),
        (2038, 4, 25),
    ],
)
def test_easter_is_when_it_is_kept(year: int, month: int, day: int) -> None:
    assert easter(year) == date(year, month, day)


def test_a_year_has_ten_holidays_the_moving_ones_on_their_weekdays() -> None:
    assert sorted(legal_holidays(2026)) == [
        date(2026, month, day)
        for month, day in ((1, 1), (4, 6), (5, 1), (5, 14), (5, 25), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))
    ]
    for year in range(1975, 2200):
        found = legal_holidays(year)
        ascension_or_labour = date(year, 5, 1) == date.fromordinal(easter(year).toordinal() + 39)
        assert len(found) == (9 if ascension_or_labour else 10), year
        assert date.fromordinal(easter(year).toordinal() + 1).weekday() == 0
