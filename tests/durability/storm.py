"""A storm: depositors hand over while processes are killed at random moments; then the audit."""

import asyncio
import random
from dataclasses import dataclass
from pathlib import Path

from tests.durability.audit import Audit, audit
from tests.durability.depositors import Depositors
from tests.durability.house_of_cards import SERVE, house

DEPOSITORS = 8
_SETTLE_SECONDS = 3
"""What a service does late, it has done by then; what it lost stays lost."""
_CALM_SECONDS = (0.15, 0.6)
ANYONE = ("postgres", "postgres", "worker", "web0", "web1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Storm:
    """What happened, and what the audit found."""

    found: Audit
    kills: dict[str, int]
    kills_in_flight: int  # kills while at least one request waited for its answer
    failures: int
    refused: int  # answers that blamed the depositor


async def storm(
    folder: Path, kills: int, *, seed: int, serve: list[str] | None = None, victims: tuple[str, ...] = ANYONE
) -> Storm:
    """Kill so many times one of the victims, let everyone finish, and audit."""
    chance = random.Random(seed)
    async with house(folder, serve or SERVE) as built:
        people = Depositors(built.addresses)
        handing = asyncio.create_task(people.run(DEPOSITORS))
        in_flight = 0
        for _ in range(kills):
            await asyncio.sleep(chance.uniform(*_CALM_SECONDS))
            victim = await built.victim(chance, victims)
            in_flight += people.in_flight > 0
            built.kill(victim)
        people.stopped = True
        await handing
        await built.all_up()
        await asyncio.sleep(_SETTLE_SECONDS)
        found = await audit(built.settings, people.deposits)
        return Storm(
            found=found,
            kills=dict(built.kills),
            kills_in_flight=in_flight,
            failures=people.failures,
            refused=people.refused,
        )
