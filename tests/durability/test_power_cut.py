"""The power goes: every process dies, and the disk forgets what was not synced. What was acknowledged is there."""

import asyncio
import random
from pathlib import Path

import pytest

from tests.durability.audit import Audit, audit
from tests.durability.depositors import Depositors
from tests.durability.disk import forgetful_disk
from tests.durability.house_of_cards import SERVE, house
from tests.durability.storm import DEPOSITORS

pytestmark = pytest.mark.torture

CUTS = 20
CUTS_OF_A_BUG = 2
PAGES_BETWEEN_CUTS = 15
_CALM_SECONDS = (0.0, 0.6)
_WATCH_SECONDS = 0.01
_LUCK = (0.0, 0.5)
"""The share of what was not synced that reaches the disk all the same: nothing, or by the toss of a coin."""


async def blackouts(folder: Path, cuts: int, *, seed: int, serve: list[str]) -> tuple[Audit, int]:
    """Cut the power so often while people hand over; return the audit, and how many cuts found a request in flight."""
    chance, in_flight = random.Random(seed), 0
    with forgetful_disk(folder / "vault") as disk:
        async with house(folder, serve) as built:
            people = Depositors(built.addresses)
            handing = asyncio.create_task(people.run(DEPOSITORS))
            for _ in range(cuts):
                await _acknowledged(people, PAGES_BETWEEN_CUTS)
                await asyncio.sleep(chance.uniform(*_CALM_SECONDS))
                in_flight += people.in_flight > 0
                await built.power_cut(lambda: disk.cut(chance.choice(_LUCK)))
                await built.all_up()
            people.stopped = True
            await handing
            return await audit(built.settings, people.deposits), in_flight


async def _acknowledged(people: Depositors, more: int) -> None:
    """Wait until so many more pages were acknowledged."""
    before = _count(people)
    while True:
        await asyncio.sleep(_WATCH_SECONDS)
        if _count(people) - before >= more:
            return


def _count(people: Depositors) -> int:
    return sum(len(each.acknowledged) for each in people.deposits)


async def test_what_was_acknowledged_survives_a_power_cut(tmp_path: Path) -> None:
    found, in_flight = await blackouts(tmp_path, CUTS, seed=5, serve=SERVE)
    assert in_flight >= 0.6 * CUTS
    assert found.acknowledged_pages >= CUTS * PAGES_BETWEEN_CUTS
    assert found.acknowledged_receipts > 0
    assert found.faults == 0, found


@pytest.mark.parametrize("bug", ["no_sync", "no_folder_sync"])
async def test_a_power_cut_shows_a_sync_that_is_missing(tmp_path: Path, bug: str) -> None:
    serve = ["tests.durability.bugged", bug]
    found, _ = await blackouts(tmp_path, CUTS_OF_A_BUG, seed=6, serve=serve)
    assert found.rows_without_bytes + found.differing_hashes > PAGES_BETWEEN_CUTS
