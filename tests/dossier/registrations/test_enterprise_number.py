"""An enterprise number is read as people write it, and its check digits are held against it."""

import pytest

from dossier.registrations.enterprise_number import (
    EnterpriseNumber,
    EnterpriseNumberMalformed,
    EnterpriseNumberMistyped,
)


@pytest.mark.parametrize("written", ["0474028805", "0474.028.805", "BE 0474 028 805", "be0474-028-805", "474.028.805"])
def test_it_is_read_as_people_write_it(written: str) -> None:
    number = EnterpriseNumber.parse(written)
    assert (number.digits, number.formatted) == ("0474028805", "0474.028.805")


@pytest.mark.parametrize("written", ["", "BE", "04740288", "04740288055", "2474028805", "O474028805", "0474028805x"])
def test_what_has_not_ten_figures_is_told_so(written: str) -> None:
    with pytest.raises(EnterpriseNumberMalformed):
        EnterpriseNumber.parse(written)


def test_every_single_wrong_figure_and_swapped_pair_is_found() -> None:
    right = "0474028805"
    wrongs = {right[:at] + other + right[at + 1 :] for at in range(1, 10) for other in "0123456789"}
    wrongs |= {right[:at] + right[at + 1] + right[at] + right[at + 2 :] for at in range(1, 9)}
    for wrong in wrongs - {right}:
        with pytest.raises(EnterpriseNumberMistyped):
            EnterpriseNumber.parse(wrong)


def test_check_digits_are_never_nought() -> None:
    assert EnterpriseNumber("0000009797").digits  # 97 divides the first eight
    with pytest.raises(EnterpriseNumberMistyped):
        EnterpriseNumber("0000009700")
