"""Forged journals are found, each of them; and the untouched one is whole, as often as one asks."""

import random
import shutil
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Connection, Transaction
from dossier.journal import anchors, chain, stamps
from dossier.journal.anchors import anchor_when_due
from dossier.journal.authority import StampAuthority
from dossier.journal.kept import KeptJournal, kept_journal
from dossier.journal.stamps import stamp_when_due
from dossier.journal.verify import judge, verify
from dossier.resources import Resources
from dossier.storage.local import LocalVault
from tests.dossier.journal.forger import CHANGES, Copy, Reach, forge, old_enough, read, script, write_store
from tests.support.journal import KEPT, OPENED, happen
from tests.support.stamps import stamp_authority

COPIES, COPIES_TORTURE, SEED = 150, 1000, 20261126
STEPS = range(-160, 0, 20)
"""Minutes from now at which the journal grew, and an anchor was written; every third was stamped, the last one not."""
UNTOUCHED = 25
AT_ONCE = 125
WAYS = list(product(CHANGES, Reach))


async def grown(resources: Resources, actor: Actor, authority: StampAuthority) -> None:
    """Have a journal grow for some hours, with anchors and stamps on its way, and a tail that nobody vouches for."""
    for step, minutes in enumerate(STEPS):
        with clock.moved(timedelta(minutes=minutes)):
            await happen(actor, 5)
            await chain.link(actor)
            assert await anchor_when_due(resources.vault, actor)
            if step % 3 == 0:
                assert await stamp_when_due(resources.vault, authority, actor)
    await happen(actor, 3)
    await chain.link(actor)
    await happen(actor, 2)


@asynccontextmanager
async def owner(resources: Resources) -> AsyncIterator[Connection]:
    """Open the database as its owner in a transaction that is rolled back, with nothing left that holds them back."""
    url = resources.settings.database_owner_url
    assert url is not None
    connection = await asyncpg.connect(url.get_secret_value())
    try:
        for table in KEPT:
            await connection.execute(f"VACUUM {table}")  # or each copy is slower than the one before
        await connection.execute(f"BEGIN; {OPENED}; ALTER TABLE journal_stamps DROP CONSTRAINT {FOREIGN_KEY}")
        yield connection
    finally:
        await connection.close()


FOUND_BY = {
    Reach.NOTHING: {"place-gone", "event-gone", "event-changed", "event-outside", "chain-cut"},
    Reach.LINKS: {"chain-rewritten", "chain-cut"},
    Reach.ANCHORS: {"anchor-not-in-store", "anchor-not-in-database"},
    Reach.STORE: {"stamp-not-for-anchor", "stamp-without-anchor"},
}
"""What has to find a forgery: the first thing that its forger could not reach. Others may find it too."""
BY_TIMES = {"event-backdated"}
"""What forged events say of themselves: one that says it is far older than what was anchored before it."""
FOREIGN_KEY = "journal_stamps_centre_id_anchor_number_fkey"


@dataclass(slots=True)
class Trial:
    """A journal to be forged, and what became of each copy."""

    actor: Actor
    authority: StampAuthority
    original: Copy
    stamped: int  # the last place that a stamp vouches for
    kept: KeptJournal  # in the store that nobody touched
    folder: Path  # of a store in which forgers write their own anchors
    forged: LocalVault  # that same store
    copies: int  # to forge; those after them stay untouched
    tried: Counter[tuple[str, Reach]] = field(default_factory=Counter)
    missed: Counter[tuple[str, Reach]] = field(default_factory=Counter)

    async def forge(self, connection: Connection, number: int) -> None:
        """Forge a copy and note whether it was found; after the last of them, see that an untouched one is whole."""
        draw, (change, reach) = random.Random(SEED + number), WAYS[number % len(WAYS)]
        if number >= self.copies:
            assert await self.codes(connection, self.original, self.kept) == set()
            return
        vouched = self.stamped if reach is Reach.STORE else self.original.anchors[-1].position
        places = old_enough(self.original, vouched) if change == "insert" else range(vouched)
        copy, kept = forge(self.original, change, reach, draw.choice(places), draw), self.kept
        if reach is Reach.STORE:
            write_store(copy, self.folder)
            kept = await kept_journal(self.forged, self.actor.centre_id)
        codes = await self.codes(connection, copy, kept)
        self.tried[change, reach] += 1
        if not codes & FOUND_BY[reach]:
            self.missed[change, reach] += 1
        if reach is Reach.STORE:
            assert codes <= FOUND_BY[reach] | BY_TIMES, "nothing but the stamps knows"

    async def codes(self, connection: Connection, copy: Copy, kept: KeptJournal) -> set[str]:
        """Return what verify says of a copy."""
        await connection.execute(f"SAVEPOINT copy; {script(copy)}")
        verdict = await judge(Transaction(connection, self.actor), kept, self.authority)
        await connection.execute("ROLLBACK TO copy")
        return {each.code() for each in verdict.findings}


@pytest.mark.parametrize("copies", [COPIES, pytest.param(COPIES_TORTURE, marks=pytest.mark.torture)])
async def test_forged_journals_are_found(
    resources: Resources, actor: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, copies: int
) -> None:
    """Every change with every reach in turn, each several times at another place of the journal."""
    monkeypatch.setattr(anchors, "ANCHOR_SECONDS", 60)
    monkeypatch.setattr(stamps, "STAMP_SECONDS", -24 * 3600)  # the authority knows but one clock
    with stamp_authority(tmp_path / "tsa") as running:
        authority = running.client()
        await grown(resources, actor, authority)
    untouched = await verify(resources.vault, authority, actor)
    assert (untouched.findings, untouched.linked, untouched.unlinked) == ((), 43, 2)
    assert (untouched.anchors, untouched.stamps) == (8, 3)

    real, forged = Path(urlsplit(resources.settings.store_url).path), tmp_path / "forged"
    shutil.copytree(real, forged)  # the stamps stay in it as they are
    async with owner(resources) as connection:
        original = await read(connection)
        last = await connection.fetchval("SELECT max(anchor_number) FROM journal_stamps")
    trial = Trial(
        actor=actor,
        authority=authority,
        original=original,
        stamped=original.anchors[last - 1].position,
        kept=await kept_journal(resources.vault, actor.centre_id),
        folder=forged,
        forged=LocalVault(forged),
        copies=copies,
    )
    for begin in range(0, copies + UNTOUCHED, AT_ONCE):
        async with owner(resources) as connection:
            for number in range(begin, min(begin + AT_ONCE, copies + UNTOUCHED)):
                await trial.forge(connection, number)
    assert trial.missed == Counter()
    assert sum(trial.tried.values()) == copies
    assert set(trial.tried) == set(WAYS)
    assert await verify(resources.vault, authority, actor) == untouched
