"""Dates as clerks type them."""

from datetime import date, timedelta

import pytest

from backoffice.documents.forms import read_document_date, read_turn
from dossier.clock import moved, now
from dossier.errors import Refused


@pytest.mark.parametrize("typed", ["3/11/2026", "03.11.26", "3 11 26", "031126", "03112026", "2026-11-03"])
def test_a_date_is_read_however_it_is_written(typed: str) -> None:
    with moved(date(2026, 11, 22) - now().date()):
        assert read_document_date(typed) == date(2026, 11, 3)


def test_two_figures_are_the_last_such_year() -> None:
    with moved(date(2026, 11, 22) - now().date() + timedelta()):
        assert read_document_date("1/1/27") == date(1927, 1, 1)
        assert read_document_date("1/1/00") == date(2000, 1, 1)


@pytest.mark.parametrize("typed", ["31/2/26", "1/26", "soon", "32.1.2026"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        read_document_date(typed)


@pytest.mark.parametrize("typed", ["0", "45", "-90", "360", "x"])
def test_a_page_is_turned_by_quarters(typed: str) -> None:
    with pytest.raises(Refused):
        read_turn(typed)
