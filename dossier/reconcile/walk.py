"""Walk a run: compare batch after batch from where it stands, and write down each before the next."""

import asyncio
import math
import time
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import Enum, auto
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import StoreReconciled
from dossier.outbox.publish import publish
from dossier.reconcile import findings, runs
from dossier.reconcile.judge import Judge
from dossier.reconcile.pairs import pairs
from dossier.reconcile.values import Row, Run, Suspect
from dossier.resources import Resources
from dossier.storage.vault import Blob

PAIRS_AT_ONCE = 500
BATCH_SECONDS = 5
PAUSE_SECONDS = 0.02
"""Between two batches, so that people's own requests go first."""


class Ended(Enum):
    """How a walk ended."""

    FINISHED = auto()  # every key is compared
    PAUSED = auto()  # its time is up; the run goes on from there
    OVERTAKEN = auto()  # another walks this run, or it has finished


@dataclass(slots=True)
class _Batch:
    """What was compared since the run was last written down."""

    after_key: str
    rows: int = 0
    blobs: int = 0
    suspects: list[Suspect] = field(default_factory=list)
    begun: float = field(default_factory=time.monotonic)

    def add(self, row: Row | None, blob: Blob | None, suspect: Suspect | None) -> None:
        self.rows += row is not None
        self.blobs += blob is not None
        self.after_key = row.vault_key if row is not None else blob.key if blob is not None else self.after_key
        if suspect is not None:
            self.suspects.append(suspect)

    @property
    def full(self) -> bool:
        return self.rows + self.blobs >= 2 * PAIRS_AT_ONCE or time.monotonic() - self.begun >= BATCH_SECONDS


async def walk(resources: Resources, actor: Actor, run_id: UUID, *, for_seconds: float = math.inf) -> Ended:
    """Walk a run to its end, or until its time is up. Raises StoreUnavailable and DatabaseAway: what was done is kept.

    Two that walk one run at once do no harm: the slower one finds it moved, and stops.
    """
    async with transaction(actor) as tx:
        run = await runs.run_of(tx, run_id)
    if run is None or run.finished_at is not None:
        return Ended.OVERTAKEN
    judge = Judge(
        vault=resources.vault,
        deep=run.deep,
        bytes_per_second=resources.settings.reconcile_bytes_per_second,
        orphans_before=clock.now() - timedelta(seconds=resources.settings.orphan_young_seconds),
    )
    until, batch = time.monotonic() + for_seconds, _Batch(run.after_key)
    async with aclosing(pairs(actor, resources.vault, run.after_key)) as walked:
        async for row, blob in walked:
            batch.add(row, blob, await judge.look(row, blob))
            if batch.full:
                moved = await _keep(actor, run, batch, judge)
                if moved is None:
                    return Ended.OVERTAKEN
                if time.monotonic() >= until:
                    return Ended.PAUSED
                run, batch = moved, _Batch(moved.after_key)
                await asyncio.sleep(PAUSE_SECONDS)
    last = await _keep(actor, run, batch, judge)
    return await _finish(actor, last) if last is not None else Ended.OVERTAKEN


async def _keep(actor: Actor, run: Run, batch: _Batch, judge: Judge) -> Run | None:
    async with transaction(actor) as tx:
        if not await runs.move_on(tx, run, batch.after_key, batch.rows, batch.blobs, judge.hashed_bytes):
            return None
        for suspect in batch.suspects:
            await findings.note(tx, run.id, suspect)
    judge.hashed_bytes = 0
    return replace(run, after_key=batch.after_key)


async def _finish(actor: Actor, run: Run) -> Ended:
    async with transaction(actor) as tx:
        await findings.let_go(tx, run)
        found = await findings.counts(tx)
        if await runs.end(tx, run, found) is None:
            return Ended.OVERTAKEN
        done = await runs.run_of(tx, run.id)
        assert done is not None
        await publish(
            tx,
            StoreReconciled(
                record_id=run.id,
                kind="deep" if run.deep else "light",
                rows_checked=done.rows_checked,
                blobs_checked=done.blobs_checked,
                found=sum(found.values()),
            ),
        )
    return Ended.FINISHED
