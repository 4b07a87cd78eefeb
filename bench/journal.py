"""What the journal costs: an event appended beside a plain insert of the same row, its link, and verify's speed."""

import asyncio
import json
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from uuid import uuid4

from bench.served import decide_keys, load
from bench.tables import report, table
from dossier import clock
from dossier.database.actor import Actor, system
from dossier.database.embedded.cluster import embedded
from dossier.database.engine import pool, transaction
from dossier.database.migrate import migrate, role_of
from dossier.events import DepositOpened
from dossier.founding import found_centre
from dossier.ids import new_id
from dossier.journal import chain
from dossier.journal.anchors import anchor_when_due
from dossier.journal.verify import verify
from dossier.outbox.publish import publish
from dossier.storage.vault import Vault, open_vault

PAIRS, WARM_UP = 1000, 100
WALKED = 100_000
RATIO_MAX = 2.0
_INSERT = """INSERT INTO events (id, centre_id, name, record_id, actor_kind, actor_id, place, at, facts)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb)"""


async def measure(actor: Actor) -> tuple[list[float], list[float]]:
    """Return the seconds of each event appended, and of each row inserted, taken in turn; each is committed."""
    ours, plain = [], []
    for _ in range(WARM_UP + PAIRS):
        begun = perf_counter()
        await append(actor)
        between = perf_counter()
        await insert(actor)
        ours.append(between - begun)
        plain.append(perf_counter() - between)
    return ours[WARM_UP:], plain[WARM_UP:]


async def append(actor: Actor) -> None:
    """Publish one event in a transaction of its own, as a verb does."""
    async with transaction(actor) as tx:
        record = uuid4()
        await publish(tx, DepositOpened(record_id=record, deposit_id=record, circuit="portal"))


async def insert(actor: Actor) -> None:
    """Insert the same row into the same table by itself, in a transaction like the other."""
    async with transaction(actor) as tx:
        record, facts = uuid4(), json.dumps({"deposit_id": str(uuid4()), "circuit": "portal"})
        values = (new_id(), actor.centre_id, "DepositOpened", record, "system", None, "worker", clock.now(), facts)
        await tx.run(_INSERT, *values)


async def link_seconds(actor: Actor) -> float:
    """Return the seconds that the link of one event takes, among all that wait for theirs."""
    begun, linked = perf_counter(), 0
    while more := await chain.link(actor):
        linked += more
    return (perf_counter() - begun) / linked


async def fill(actor: Actor) -> None:
    """Have many events in the journal, and each in the chain."""
    async with transaction(actor) as tx:
        await tx.run(
            """INSERT INTO events (id, centre_id, name, record_id, actor_kind, actor_id, place, at, facts)
               SELECT gen_random_uuid(), $1, 'DepositOpened', gen_random_uuid(), 'system', NULL, 'worker', now(),
                      jsonb_build_object('deposit_id', gen_random_uuid(), 'circuit', 'portal')
               FROM generate_series(1, $2::integer)""",
            actor.centre_id,
            WALKED,
        )
    while await chain.link(actor, late=WALKED):
        pass


async def walked(vault: Vault, actor: Actor) -> tuple[int, float]:
    """Return how many events a verification walked along, and the seconds that it took."""
    begun = perf_counter()
    verdict = await verify(vault, None, actor)
    seconds = perf_counter() - begun
    assert verdict.whole, verdict.findings
    return verdict.linked, seconds


async def _measured() -> tuple[list[float], list[float], float, int, float]:
    decide_keys()
    with tempfile.TemporaryDirectory(prefix="guichet-bench-") as name, embedded(Path(name) / "postgres") as cluster:
        await migrate(cluster.owner_url(), role_of(cluster.app_url()))
        async with pool(cluster.app_url(), size=2):
            actor = system(await found_centre(cluster.owner_url(), "demo", "CPAS", "OCMW"))
            vault = open_vault((Path(name) / "vault").as_uri())
            ours, plain = await measure(actor)
            linking = await link_seconds(actor)
            await fill(actor)
            await anchor_when_due(vault, actor)
            return ours, plain, linking, *await walked(vault, actor)


def main() -> int:
    """Measure, print and write the section; return 1 when an event takes more than twice the plain insert."""
    ours, plain, linking, events, seconds = asyncio.run(_measured())
    with_link = median(ours) + linking
    ratio = with_link / median(plain)
    rows: list[tuple[object, ...]] = [
        ("an event appended", 1000 * median(ours), median(ours) / median(plain)),
        ("the same, and the chainer's work on its link", 1000 * with_link, ratio),
        ("plain: the same row inserted", 1000 * median(plain), 1.0),
    ]
    body = f"{PAIRS} pairs, in turn, each committed to the same disk; {load()}. "
    body += f"At most {RATIO_MAX:.0f} × is promised, with the link.\n\n"
    body += table(("what", "median ms", "ratio"), rows)
    body += f"\n\n`guichet journal verify` walked along {events:,} events in {seconds:.1f} s: "
    body += f"{events / seconds:,.0f} events a second."
    report("journal", "The journal", body)
    return int(ratio > RATIO_MAX)


if __name__ == "__main__":
    sys.exit(main())
