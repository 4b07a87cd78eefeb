"""Workers that are killed outright: their jobs are taken over, and a page that kills them is set aside."""

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from uuid import UUID, uuid4

import cv2
import numpy as np

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.add_original import add_original
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.process_page import POISON
from dossier.ids import page_id as page_id_of
from dossier.resources import Resources
from dossier.settings import Settings, variable
from tests.support.deposits import hand_over, pdf, received
from tests.support.forked import Forked
from tests.support.processes import descendants, eventually
from tests.support.service import variables_of

LEASE_SECONDS = 5
PATIENCE_SECONDS = 30


@contextmanager
def worker(settings: Settings) -> Iterator[Forked]:
    """Run a worker whose jobs are taken over after the shortest lease, its reader of pages ready."""
    environment = variables_of(settings) | {variable("job_lease_seconds"): str(LEASE_SECONDS)}
    process = Forked(["cli", "worker"], environment, settings.scratch_dir.parent / "worker.log")
    try:
        yield process
    finally:
        process.kill()


def readers(process: Forked) -> list[int]:
    return [pid for pid, words in descendants(process.pid).items() if "dossier.imaging.child" in words]


def hold_up(process: Forked, jobs_at_once: int) -> list[int]:
    """Stop a worker's readers of pages, so that the next page stays under way for as long as one likes."""
    eventually(lambda: len(readers(process)) == jobs_at_once, PATIENCE_SECONDS)
    stopped = readers(process)
    for reader in stopped:
        os.kill(reader, signal.SIGSTOP)
    return stopped


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
        held = [*hold_up(first, resources.settings.jobs_at_once), *hold_up(second, resources.settings.jobs_at_once)]
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
                each.send_signal(signal.SIGKILL)
                each.wait()
            for reader in held:
                with suppress(ProcessLookupError):
                    os.kill(reader, signal.SIGKILL)
            seconds = await until(resources, actor, "SELECT state = 'ready' FROM pages WHERE id = $1", page_id)
            await until(resources, actor, "SELECT state = 'ready' FROM deposits WHERE id = $1", made.deposit_id)
    assert seconds < LEASE_SECONDS + 5  # the lease, the next look at the queue (2 s), the page itself
    async with transaction(actor) as tx:
        assert await tx.value("SELECT picks FROM pages WHERE id = $1", page_id) == 2
        assert await tx.value("SELECT count(*) FROM events WHERE name = 'PageProcessed'") == 1


async def added(resources: Resources, actor: Actor, data: bytes) -> UUID:
    """Add a file of one page to a new deposit, and return the page's id."""
    deposit_id, original_id = uuid4(), uuid4()
    await open_deposit(actor, deposit_id, circuit="portal", language="fr", depositor=Depositor())
    await add_original(resources, actor, deposit_id, uuid4(), original_id, await received(resources, data))
    return page_id_of(original_id, 0)


def slow_photo() -> bytes:
    """Return a photo over which a reader needs so long that its worker can be killed meanwhile."""
    noise = np.random.default_rng(1).integers(0, 255, (4000, 5000, 3), np.uint8)
    return bytes(cv2.imencode(".jpg", noise, [cv2.IMWRITE_JPEG_QUALITY, 60])[1])


async def test_a_page_that_kills_its_workers_is_set_aside_and_holds_no_other_up(
    resources: Resources, actor: Actor
) -> None:
    killer = await added(resources, actor, slow_photo())
    other = await added(resources, actor, pdf("another"))
    for pick in range(1, resources.settings.job_picks_max + 1):
        with worker(resources.settings) as victim:
            await until(resources, actor, "SELECT picks = $2 FROM pages WHERE id = $1", killer, pick)
            victim.send_signal(signal.SIGKILL)  # as the page does whenever somebody begins with it
            victim.wait()
    with worker(resources.settings):
        await until(resources, actor, "SELECT state = 'unreadable' FROM pages WHERE id = $1", killer)
        await until(resources, actor, "SELECT state = 'ready' FROM pages WHERE id = $1", other)
    async with transaction(actor) as tx:
        rows = await tx.rows("SELECT id, problem FROM pages")
    assert {(row["id"], row["problem"]) for row in rows} == {(killer, POISON), (other, None)}
