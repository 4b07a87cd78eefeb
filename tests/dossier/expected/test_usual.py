"""What is usual among waits: quantiles by hand, and nothing from too few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.expected.usual import usual


@pytest.mark.parametrize(
    ("waits_days", "share_percent", "expected"),
    [
        ([0, 1, 1, 2, 9], 80, (1, 2)),  # the 3rd and the 4th of five
        ([9, 2, 1, 1, 0], 80, (1, 2)),  # in whatever order
        ([0, 1, 1, 2, 4, 4, 9], 80, (2, 4)),  # the 4th, and the 6th: 5.6 is not yet enough
        ([3, 3, 3, 3], 95, (3, 3)),
        ([0, 0, 0, 40], 75, (0, 0)),  # three of four
        ([0, 0, 0, 40], 76, (0, 40)),
    ],
)
def test_it_is_the_wait_within_which_that_share_was_decided(
    waits_days: list[int], share_percent: int, expected: tuple[int, int]
) -> None:
    found = usual(waits_days, share_percent=share_percent, documents_min=4)
    assert found is not None
    assert (found.half_days, found.share_days, found.counted) == (*expected, len(waits_days))


@pytest.mark.parametrize("waits_days", [[], [1], [1, 2, 3]])
def test_too_few_say_nothing(waits_days: list[int]) -> None:
    assert usual(waits_days, share_percent=80, documents_min=4) is None


@given(waits_days=st.lists(st.integers(0, 60), min_size=1), share_percent=st.integers(50, 99))
def test_at_least_that_share_was_decided_within_it_and_less_a_day_before(
    waits_days: list[int], share_percent: int
) -> None:
    found = usual(waits_days, share_percent=share_percent, documents_min=1)
    assert found is not None
    within = sum(each <= found.share_days for each in waits_days)
    before = sum(each < found.share_days for each in waits_days)
    assert within * 100 >= share_percent * len(waits_days) > before * 100
