"""What a printer says: its bits, and several kinds of answers on one line."""

import pytest

from kiosk_agent.status import Answers, PrinterState, Trouble, state_of

GOOD = 0x12


@pytest.mark.parametrize(
    ("told", "trouble"),
    [
        ((GOOD, GOOD, GOOD), None),
        ((GOOD, GOOD, GOOD | 0x0C), None),  # the roll ends soon
        ((GOOD | 0x08, GOOD | 0x04, GOOD), Trouble.COVER_OPEN),
        ((GOOD | 0x08, GOOD | 0x20, GOOD | 0x6C), Trouble.NO_PAPER),
        ((GOOD | 0x08, GOOD | 0x24, GOOD | 0x6C), Trouble.COVER_OPEN),  # somebody changes the roll
        ((GOOD | 0x08, GOOD | 0x40, GOOD), Trouble.BROKEN),
        ((GOOD | 0x08, GOOD, GOOD), Trouble.OFFLINE),
    ],
)
def test_the_bits_tell_what_keeps_it(told: tuple[int, int, int], trouble: Trouble | None) -> None:
    assert state_of(*told).trouble == trouble


def test_a_roll_that_ends_soon_is_told() -> None:
    state: PrinterState = state_of(GOOD, GOOD, GOOD | 0x0C)
    assert (state.is_paper_low, state.has_paper) == (True, True)


def test_answers_of_four_kinds_are_told_apart_on_one_line() -> None:
    by_itself = bytes([0x18, 0x08, 0x0C, 0x0F])
    sent = bytes([GOOD]) + by_itself + bytes([0x37, 0x25, 0x00]) + bytes([0x0C]) + by_itself + bytes([GOOD | 0x20])
    answers = Answers()
    assert [told[0] for byte in sent if (told := answers.take(byte))] == ["status", "cleared", "reached", "status"]
