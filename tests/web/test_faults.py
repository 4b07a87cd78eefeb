"""Every fault that the imaging finds is said, with what helps in the room where the photo was taken."""

from types import ModuleType

import pytest

from dossier.imaging.verdict import FAULTS
from kiosk.deposit import words as at_the_kiosk
from portal.deposit import words as by_hand
from web.faults import faults


@pytest.mark.parametrize("room", [at_the_kiosk, by_hand])
def test_a_room_has_words_for_every_fault(room: ModuleType) -> None:
    assert set(room.FAULTS) == set(FAULTS)


def test_a_fault_without_advice_is_no_word_at_all() -> None:
    with pytest.raises(KeyError):
        faults({"blur": "Hold still."})
