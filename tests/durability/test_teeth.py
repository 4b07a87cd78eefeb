"""The storm has teeth: a bug sown on purpose is seen on every run."""

from pathlib import Path

import pytest

from tests.durability.storm import storm

KILLS_OF_A_BUG, KILLS_OF_A_BUG_TORTURE = 5, 10


@pytest.mark.parametrize("bug", ["acknowledge_first", "row_before_bytes"])
@pytest.mark.parametrize("kills", [KILLS_OF_A_BUG, pytest.param(KILLS_OF_A_BUG_TORTURE, marks=pytest.mark.torture)])
async def test_the_harness_catches_a_seeded_bug(tmp_path: Path, bug: str, kills: int) -> None:
    """Five kills lose a dozen pages and more: whatever was in hand at each of them."""
    seen = await storm(
        tmp_path,
        kills,
        seed=2,
        serve=["tests.durability.bugged", bug],
        victims=("web0", "web1"),
    )
    caught = {"acknowledge_first": seen.found.lost_pages, "row_before_bytes": seen.found.rows_without_bytes}
    assert caught[bug] > 0
