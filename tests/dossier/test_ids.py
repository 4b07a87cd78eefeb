"""Numbers that people read aloud, and ids that are always the same."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from dossier.ids import file_number, new_id, page_id, read_number, receipt_number


@given(serial=st.integers(0, 999_999), year=st.integers(2000, 2099))
def test_a_number_reads_back_however_it_is_typed(serial: int, year: int) -> None:
    for number in (receipt_number(year, serial), file_number(serial)):
        assert read_number(number) == number
        assert read_number(number.replace("-", "")) == number
        assert read_number(number.replace("-", " ")) == number


@given(serial=st.integers(0, 999_999), place=st.integers(0, 5), digit=st.integers(1, 9))
def test_one_wrong_digit_is_always_found(serial: int, place: int, digit: int) -> None:
    number = file_number(serial)
    wrong = number[:place] + str((int(number[place]) + digit) % 10) + number[place + 1 :]
    assert read_number(wrong) is None


@given(serial=st.integers(0, 999_999), place=st.integers(0, 4))
def test_two_neighbours_changed_about_are_always_found(serial: int, place: int) -> None:
    number = file_number(serial)
    turned = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert turned == number or read_number(turned) is None


def test_new_ids_are_version_7_and_sorted_by_time() -> None:
    ids = [new_id() for _ in range(200)]
    assert {each.version for each in ids} == {7}
    assert [each.int >> 80 for each in ids] == sorted(each.int >> 80 for each in ids)


def test_a_page_has_one_id_for_ever() -> None:
    original = UUID("01890a5d-ac96-774b-bcce-b302099a8057")
    assert page_id(original, 0) == page_id(original, 0)
    assert page_id(original, 0) != page_id(original, 1)
    assert page_id(original, 0).version == 5
