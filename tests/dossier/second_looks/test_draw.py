"""The draw: the share that was asked for, the same each time, and neither time nor person in it."""

from itertools import pairwise
from math import sqrt
from uuid import UUID

import pytest

from dossier.ids import new_id
from dossier.second_looks.draw import is_drawn

DRAWS = 10_000
KEY = b"a key of more than thirty-two letters"


@pytest.mark.parametrize("share_percent", [1, 5, 20, 50, 95])
def test_the_share_lies_within_the_bounds_of_chance(share_percent: int) -> None:
    """Four standard deviations of the binomial: by chance alone once in 16,000 such tests."""
    share = share_percent / 100
    found = sum(is_drawn(KEY, new_id(), share_percent) for _ in range(DRAWS))
    assert abs(found - share * DRAWS) <= 4 * sqrt(DRAWS * share * (1 - share))


def test_nothing_and_everything() -> None:
    ids = [new_id() for _ in range(1_000)]
    assert not any(is_drawn(KEY, each, 0) for each in ids)
    assert all(is_drawn(KEY, each, 100) for each in ids)


def test_a_draw_is_the_same_each_time_and_another_under_another_key() -> None:
    ids = [new_id() for _ in range(2_000)]
    first = [is_drawn(KEY, each, 50) for each in ids]
    assert [is_drawn(KEY, each, 50) for each in ids] == first
    agreeing = sum(one == is_drawn(KEY + b"2", each, 50) for one, each in zip(first, ids, strict=True))
    assert 800 <= agreeing <= 1_200, "whoever lacks the key is right half the time"


def test_ids_that_follow_one_another_are_drawn_as_any() -> None:
    """A UUIDv7 begins with its time: what is filed in one minute is drawn like what is not."""
    found = [is_drawn(KEY, UUID(int=(0x0197 << 112) + number), 50) for number in range(DRAWS)]
    pairs = sum(one == other for one, other in pairwise(found))
    assert abs(pairs - DRAWS / 2) <= 4 * sqrt(DRAWS / 4)
