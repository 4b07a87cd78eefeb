"""Workers that are killed outright: their jobs are taken over, and a page that kills them is set aside."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.process_page import POISON
from dossier.leash import leashed
from dossier.resources import Resources
from dossier.settings import Settings, variable
from tests.support.deposits import hand_over
from tests.support.processes import descendants, eventually
from tests.support.service import variables_of

LEASE_SECONDS = 5
PATIENCE_SECONDS = 30


@contextmanager
def worker(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker whose jobs are taken over after the shortest lease, its reader of pages ready."""
    environment = variables_of(settings) | {variable("job_lease_seconds"): str(LEASE_SECONDS)}
    with (settings.scratch_dir.parent / "worker.log").open("ab") as log:
        process = subprocess.Popen(
            leashed([sys.executable, "-m", "cli", "worker"]), env=environment, stdout=log, stderr=log
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def readers(process: subprocess.Popen[bytes]) -> list[int]:
    return [pid for pid, words in descendants(process.pid).items() if "dossier.imaging.child" in words]


def hold_up(process: subprocess.Popen[bytes], jobs_at_once: int) -> None:
    """Stop a worker's readers of pages, so that the next page stays under way for as long as one likes."""
    eventually(lambda: len(readers(process)) == jobs_at_once, PATIENCE_SECONDS)
    for reader in readers(process):
        os.kill(reader, signal.SIGSTOP)


async def until(resources: Resources, actor: Actor, sql: str, *values: object) -> float:
    """Wait until a question is answered with true; return the seconds that took."""
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE_SECONDS:
        async with transaction(actor) as tx:
            if await tx.value(sql, *values):
                return time.monotonic() - begun
        await asyncio.sleep(0.02)
    log = (resources.settings.scratch_dir.parent / "worker.log").read_text()
    raise AssertionError(f"it did not come about: {sql}\n{log[-2000:]}")


async def page_of(actor: Actor, deposit_id: UUID) -> UUID:
    async with transaction(actor) as tx:
        found: UUID = await tx.value("SELECT id FROM pages WHERE deposit_id = $1", deposit_id)
    return found


async def test_a_killed_worker_s_job_is_taken_over_within_the_lease(resources: Resources, actor: Actor) -> None:
    with worker(resources.settings) as first, worker(resources.settings) as second:
        for each in (first, second):
            hold_up(each, resources.settings.jobs_at_once)
        made = await hand_over(resources, actor.centre_id)
        page_id = await page_of(actor, made.deposit_id)
        await until(resources, actor, "SELECT picks = 1 FROM pages WHERE id = $1", page_id)
        async with transaction(actor) as tx:
            took = await tx.value(
                "SELECT count(*) FROM jobs.pgqueuer WHERE status = 'picked' AND entrypoint = 'process_page'"
            )
        assert took == 1
        with worker(resources.settings) as third:
            eventually(lambda: len(readers(third)) == resources.settings.jobs_at_once, PATIENCE_SECONDS)
            for each in (first, second):  # one of them is in the midst of the page
                each.kill()
                each.wait()
            seconds = await until(resources, actor, "SELECT state = 'ready' FROM pages WHERE id = $1", page_id)
            await until(resources, actor, "SELECT state = 'ready' FROM deposits WHERE id = $1", made.deposit_id)
    assert seconds < LEASE_SECONDS + 5  # the lease, the next look at the queue (2 s), the page itself
    async with transaction(actor) as tx:
        assert await tx.value("SELECT picks FROM pages WHERE id = $1", page_id) == 2
        assert await tx.value("SELECT count(*) FROM events WHERE name = 'PageProcessed'") == 1


async def test_a_page_that_kills_its_workers_is_set_aside_and_holds_no_other_up(
    resources: Resources, actor: Actor
) -> None:
    killer = await page_of(actor, (await hand_over(resources, actor.centre_id)).deposit_id)
    deaths, other = 0, None
    while not await picked(actor, killer, resources.settings.job_picks_max):
        with worker(resources.settings) as victim:
            hold_up(victim, resources.settings.jobs_at_once)
            deaths += 1
            if other is None:
                await until(resources, actor, "SELECT picks = 1 FROM pages WHERE id = $1", killer)
                other = await page_of(actor, (await hand_over(resources, actor.centre_id)).deposit_id)
                deaths += 1  # both are under way on their first pick, and counted for it
            await until(resources, actor, "SELECT sum(picks) = $1 FROM pages", deaths)
            victim.kill()
            victim.wait()
    with worker(resources.settings):
        await until(resources, actor, "SELECT state = 'unreadable' FROM pages WHERE id = $1", killer)
        await until(resources, actor, "SELECT state = 'ready' FROM pages WHERE id = $1", other)
    async with transaction(actor) as tx:
        rows = await tx.rows("SELECT id, problem FROM pages")
    assert {(row["id"], row["problem"]) for row in rows} == {(killer, POISON), (other, None)}


async def picked(actor: Actor, page_id: UUID, times: int) -> bool:
    async with transaction(actor) as tx:
        found: bool = await tx.value("SELECT picks >= $2 FROM pages WHERE id = $1", page_id, times)
    return found
