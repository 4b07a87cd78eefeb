"""A national register number is right or refused, and never shows by accident."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dossier import clock
from dossier.people.niss import NISS, NissMalformed, NissMistyped


def made(born: date, serial: int, month_step: int = 0) -> str:
    """Make a right number, the way the royal decree says it."""
    nine = f"{born.year % 100:02d}{born.month + month_step:02d}{born.day:02d}{serial:03d}"
    return nine + f"{97 - int(('2' if born.year >= 2000 else '') + nine) % 97:02d}"


births = some.dates(date(1900, 1, 1), date(2025, 12, 31))
serials = some.integers(1, 998)
steps = some.sampled_from([0, 20, 40])
numbers = some.builds(made, births, serials, steps)


@given(births, serials, steps)
def test_a_right_number_says_what_it_was_made_of(born: date, serial: int, step: int) -> None:
    niss = NISS.parse(made(born, serial, step))
    assert niss.birth_date == born
    assert niss.is_bis == (step > 0)
    assert niss.sex == (None if step == 20 else "fm"[serial % 2])


@given(numbers, some.lists(some.sampled_from(["", " ", ".", "-", "/"]), min_size=11, max_size=11))
def test_punctuation_makes_no_difference(digits: str, marks: list[str]) -> None:
    written = "".join(mark + digit for mark, digit in zip(marks, digits, strict=True))
    assert NISS.parse(written) == NISS.parse(digits) == NISS.parse(NISS.parse(digits).formatted)


@given(numbers, some.integers(0, 10), some.integers(1, 9))
def test_one_wrong_digit_never_passes_as_the_same_century(digits: str, place: int, shift: int) -> None:
    wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]
    try:
        niss = NISS.parse(wrong)
    except NissMistyped:
        return
    # Modulo 97 catches every single error within a century; the unwritten "2" may hide one across it.
    right, other = NISS.parse(digits).birth_date, niss.birth_date
    assert right is not None
    assert other is None or (right.year >= 2000) != (other.year >= 2000)


@given(some.text(max_size=20).filter(lambda text: sum(each.isdigit() for each in text) != 11))
def test_any_other_text_is_refused_with_a_sentence_and_without_facts(text: str) -> None:
    with pytest.raises(NissMalformed, match="identity card") as refused:
        NISS.parse(text)
    assert refused.value.facts == {}


@given(numbers)
def test_neither_print_nor_log_nor_mask_shows_the_birth(digits: str) -> None:
    niss = NISS.parse(digits)
    for shown in (repr(niss), str(niss), f"{niss}", f"{niss!r}", repr({"niss": niss})):
        assert not any(character.isdigit() for character in shown)
    assert niss.masked == f"••.••.••-•••.{digits[9:]}"


@pytest.mark.parametrize(
    ("written", "birth", "bis"),
    [
        ("85.07.30-033.28", date(1985, 7, 30), False),  # the worked example of the register's instructions
        ("17 07 30 033 84", date(2017, 7, 30), False),  # the same, born in 2017
        (made(date(1990, 1, 1), 1, 40), date(1990, 1, 1), True),
    ],
)
def test_known_numbers(written: str, birth: date, *, bis: bool) -> None:
    niss = NISS.parse(written)
    assert (niss.birth_date, niss.is_bis) == (birth, bis)


@pytest.mark.parametrize("nine", ["000001003", "002001003", "004001003", "850000123", "850200123", "850231123"])
def test_an_unknown_birth_is_no_date(nine: str) -> None:
    niss = NISS.parse(nine + f"{97 - int(nine) % 97:02d}")
    assert niss.birth_date is None


@pytest.mark.parametrize("nine", ["851301123", "851901123", "853301123", "856101123", "850132123"])
def test_a_date_that_cannot_be_is_refused(nine: str) -> None:
    with pytest.raises(NissMistyped):
        NISS.parse(nine + f"{97 - int(nine) % 97:02d}")


def test_nobody_is_born_after_this_year() -> None:
    digits = made(date(2040, 5, 1), 3)
    with pytest.raises(NissMistyped):
        NISS.parse(digits)
    with clock.moved(timedelta(days=366 * 20)):
        assert NISS.parse(digits).birth_date == date(2040, 5, 1)
