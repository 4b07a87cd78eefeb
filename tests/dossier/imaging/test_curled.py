"""A page that curls is no worse flat than as it was photographed."""

import numpy as np
import pytest

from bench.bent import BENDS, bent
from bench.curled import both, no_worse


@pytest.mark.parametrize("bend", BENDS)
@pytest.mark.parametrize("down", [False, True])
def test_text_lies_no_farther_off_on_the_flat_page(bend: str, down: bool) -> None:
    taken, flat = both(bent(bend, 15, down=down, random=np.random.default_rng(1)))
    assert no_worse(flat, taken)
    assert flat.off_mm < 0.7 * taken.off_mm
    assert flat.focus > 0.6 * taken.focus
    assert flat.dpi > 0.97 * taken.dpi


def test_a_sheet_that_arches_is_found_by_its_corners() -> None:
    taken, flat = both(bent("arch", 30, down=False, random=np.random.default_rng(3)))
    assert flat.off_mm < taken.off_mm
    assert flat.lines_mm < taken.lines_mm
