"""Received means safe, whatever is killed and whenever."""

from pathlib import Path

import pytest

from tests.durability.storm import storm

KILLS = 100
LONG_KILLS = 2_000


async def test_what_was_acknowledged_survives_every_kill(tmp_path: Path) -> None:
    seen = await storm(tmp_path, KILLS, seed=1)
    assert sum(seen.kills.values()) == KILLS
    assert seen.kills_in_flight >= 0.6 * KILLS
    assert seen.found.acknowledged_pages > KILLS
    assert seen.found.acknowledged_receipts > 0
    assert seen.found.acknowledged_removals > 0
    assert seen.refused == 0
    assert seen.found.faults == 0, seen.found


@pytest.mark.torture
async def test_what_was_acknowledged_survives_a_long_storm(tmp_path: Path) -> None:
    seen = await storm(tmp_path, LONG_KILLS, seed=3)
    assert seen.kills_in_flight >= 0.6 * LONG_KILLS
    assert seen.found.acknowledged_pages >= 5_000
    assert seen.found.faults == 0, seen.found
