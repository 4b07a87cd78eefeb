"""Arabic letters in the form of their place, and lines as they stand on the paper."""

import pytest

from dossier.receipts.script import in_visual_order, is_rtl, shaped


def test_a_letter_takes_the_form_of_its_place() -> None:
    assert shaped("بببب") == "\ufe91\ufe92\ufe92\ufe90"  # initial, medial, medial, final
    assert shaped("ب") == "\ufe8f"
    assert shaped("دب") == "\ufea9\ufe8f"  # dal joins to the right only
    assert shaped("بَب") == "\ufe91\u064e\ufe90"  # a mark parts nobody
    assert shaped("ب ب") == "\ufe8f \ufe8f"


def test_lam_and_alef_are_one() -> None:
    assert shaped("سلام") == "\ufeb3\ufefc\ufee1"
    assert shaped("لا") == "\ufefb"


@pytest.mark.parametrize("text", ["Fiche de paie", "Підтвердження", "Türkçe ş ț", ""])
def test_other_letters_stay_as_they_are(text: str) -> None:
    assert shaped(text) == text
    assert in_visual_order(text) == text
    assert not is_rtl(text)


def test_a_line_stands_from_left_to_right_with_its_numbers_whole() -> None:
    assert is_rtl("26 صفحة")
    assert in_visual_order("\ufe8f \u206626-000123-45\u2069 (\ufea9)") == "(\ufea9) 26-000123-45 \ufe8f"
