"""Days, times and sizes in words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dossier.clock import now
from web import words
from web.catalogues import LANGUAGES

SUMMER = datetime(2025, 7, 1, 22, 30, tzinfo=UTC)  # already the second of July in Brussels


def test_a_day_is_said_as_people_say_it() -> None:
    assert words.day(SUMMER, "fr") == "mercredi 2 juillet 2025"
    assert words.day(SUMMER, "nl") == "woensdag 2 juli 2025"
    assert words.day(date(2025, 5, 1), "fr") == "jeudi 1er mai 2025"
    this_year = date(now().year, 3, 15)
    assert str(now().year) not in words.day(this_year, "fr")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Wednesday 2 July 2025 at 00:30"),
        ("ar", "الأربعاء 2 يوليو 2025 على الساعة 00:30"),
        ("tr", "2 Temmuz 2025 Çarşamba saat 00:30"),
        ("uk", "середа, 2 липня 2025 о 00:30"),
        ("es", "miércoles 2 de julio de 2025 a las 00:30"),
        ("ro", "miercuri, 2 iulie 2025 ora 00:30"),
    ],
)
def test_a_moment_is_said_in_the_order_of_each_language(language: str, expected: str) -> None:
    assert words.moment(SUMMER, language) == expected


def test_every_language_has_all_words() -> None:
    for language in LANGUAGES:
        assert words.ago(now(), language)
        assert "45" in words.ago(now() - timedelta(minutes=45), language)
        assert words.size(3 * 1024 * 1024, language).startswith("3\N{NO-BREAK SPACE}")
    assert words.size(40 * 1024 * 1024, "uk") == "40\N{NO-BREAK SPACE}МБ"
    assert words.number(11_387, "ar") == "11,387"  # in the figures of Belgium's clocks and letters


def test_times_are_those_of_brussels() -> None:
    assert words.time_of_day(SUMMER) == "00:30"
    assert words.moment(SUMMER, "nl") == "woensdag 2 juli 2025 om 00:30"
    assert words.short_date(SUMMER) == "02/07/2025"


def test_how_long_ago_is_said_without_seconds() -> None:
    assert [words.ago(now() - timedelta(seconds=59), each) for each in ("fr", "nl", "en", "ar", "uk")] == [
        "à l’instant",
        "zojuist",
        "just now",
        "الآن",
        "щойно",
    ]
    assert words.ago(now() + timedelta(seconds=5), "fr") == "à l’instant"  # clocks of two machines differ
    assert words.ago(now() - timedelta(minutes=5, seconds=20), "fr") == "il y a 5 minutes"


def test_sizes_are_in_the_unit_that_reads_best() -> None:
    assert words.size(900, "fr") == "900\N{NO-BREAK SPACE}octets"
    assert words.size(1536, "fr") == "1,5\N{NO-BREAK SPACE}Ko"
    assert words.size(40 * 1024 * 1024, "nl") == "40\N{NO-BREAK SPACE}MB"


def test_no_line_begins_with_a_french_mark() -> None:
    assert words.typographic("Que faire ?", "fr") == "Que faire\N{NARROW NO-BREAK SPACE}?"
    assert words.typographic("« oui »", "fr") == "«\N{NARROW NO-BREAK SPACE}oui\N{NARROW NO-BREAK SPACE}»"
    assert words.typographic("Le n° : http://x", "fr") == "Le n°\N{NO-BREAK SPACE}: http://x"
    assert words.typographic("Page %(page)s à 5 %", "fr") == "Page %(page)s à 5\N{NARROW NO-BREAK SPACE}%"
    assert words.typographic("Wat nu ?", "nl") == "Wat nu ?"
