"""Making pages: what cannot be made is kept and put before a person; a turned page is made anew beside the old."""

import asyncio
import os
import signal
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import cv2
import numpy as np
import pytest

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits import queries
from dossier.deposits.add_original import add_original
from dossier.deposits.errors import DepositNotOpen
from dossier.deposits.make_ready import make_ready
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.process_page import POISON, process_page
from dossier.deposits.queries import PageView
from dossier.deposits.receive import receive
from dossier.deposits.remake import PageBusy
from dossier.deposits.remove_original import remove_original
from dossier.deposits.turn_page import turn_page
from dossier.ids import page_id
from dossier.imaging.refusals import EncryptedPdf, NotAnAllowedKind, ReaderCrashed
from dossier.jobs.worker import drain
from dossier.lifecycle import DepositState, PageState
from dossier.resources import Resources
from dossier.storage.vault import StoreUnavailable
from tests.support.deposits import pdf, received
from tests.support.processes import descendants

pytestmark = pytest.mark.boxed


_PICKED_SECONDS = 20
"""However busy the machine is."""


async def added(resources: Resources, actor: Actor, data: bytes) -> tuple[UUID, UUID]:
    """Add one file to a new deposit; return the deposit's and the original's id."""
    deposit_id, original_id = uuid4(), uuid4()
    await open_deposit(actor, deposit_id, circuit="portal", language="fr", depositor=Depositor())
    await add_original(resources, actor, deposit_id, uuid4(), original_id, await received(resources, data))
    return deposit_id, original_id


async def page(actor: Actor, deposit_id: UUID) -> PageView:
    return (await queries.deposit(actor, deposit_id)).papers[0].pages[0]


async def being_made(actor: Actor, original_id: UUID) -> None:
    """Wait until a worker picked the page of a file, and for the moment in which its reader is asked."""
    async with asyncio.timeout(_PICKED_SECONDS):
        while True:
            async with transaction(actor) as tx:
                if await tx.value("SELECT picks > 0 FROM pages WHERE original_id = $1", original_id):
                    break
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.3)


def half_a_photo() -> bytes:
    noise = np.random.default_rng(1).integers(0, 255, (400, 300, 3), np.uint8)
    data = cv2.imencode(".jpg", noise)[1].tobytes()
    return data[: len(data) // 3]


async def test_a_page_that_cannot_be_made_is_kept_and_holds_nobody_up(resources: Resources, actor: Actor) -> None:
    deposit_id, original_id = await added(resources, actor, half_a_photo())
    await receive(resources, actor, deposit_id)
    await drain(resources)
    broken = await page(actor, deposit_id)
    assert broken.state is PageState.UNREADABLE
    assert broken.problem == "damaged-file"
    assert (await queries.deposit(actor, deposit_id)).state is DepositState.READY
    async with transaction(actor) as tx:
        key = await tx.value("SELECT vault_key FROM originals WHERE id = $1", original_id)
    assert await resources.vault.read(key) == half_a_photo()


async def test_a_page_that_kills_its_worker_goes_before_a_person_after_three_picks(
    resources: Resources, actor: Actor
) -> None:
    deposit_id, original_id = await added(resources, actor, pdf("one"))
    await receive(resources, actor, deposit_id)
    poor = replace(resources, settings=resources.settings.model_copy(update={"job_picks_max": 2}))
    async with transaction(actor) as tx:
        await tx.run("UPDATE pages SET picks = 2 WHERE original_id = $1", original_id)
    await process_page(poor, actor, page_id(original_id, 0))
    assert (await page(actor, deposit_id)).problem == POISON


async def test_a_vault_that_is_away_makes_no_page_a_killer(resources: Resources, actor: Actor, tmp_path: Path) -> None:
    deposit_id, original_id = await added(resources, actor, pdf("one"))
    vault = tmp_path / "vault"
    vault.rename(tmp_path / "elsewhere")
    vault.touch()  # where the folder was: every reading is an OSError
    for _ in range(resources.settings.job_picks_max + 1):
        with pytest.raises(StoreUnavailable):
            await process_page(resources, actor, page_id(original_id, 0))
    vault.unlink()
    (tmp_path / "elsewhere").rename(vault)
    await drain(resources)
    assert (await page(actor, deposit_id)).state is PageState.READY


async def test_a_page_whose_boxed_reader_is_killed_goes_before_a_person_at_once(
    resources: Resources, actor: Actor
) -> None:
    deposit_id, original_id = await added(resources, actor, pdf("one"))
    (reader,) = [pid for pid, words in descendants(os.getpid()).items() if "dossier.imaging.child" in words]
    os.kill(reader, signal.SIGSTOP)
    making = asyncio.create_task(process_page(resources, actor, page_id(original_id, 0)))
    await being_made(actor, original_id)
    os.kill(reader, signal.SIGKILL)
    await making
    killed = await page(actor, deposit_id)
    assert (killed.state, killed.problem) == (PageState.UNREADABLE, ReaderCrashed.code())
    other, _ = await added(resources, actor, pdf("another"))
    await drain(resources)
    assert (await page(actor, other)).state is PageState.READY


async def test_a_slow_worker_gives_no_page_up_that_was_turned_meanwhile(resources: Resources, actor: Actor) -> None:
    deposit_id, original_id = await added(resources, actor, pdf("one"))
    (reader,) = [pid for pid, words in descendants(os.getpid()).items() if "dossier.imaging.child" in words]
    os.kill(reader, signal.SIGSTOP)
    making = asyncio.create_task(process_page(resources, actor, page_id(original_id, 0)))
    await being_made(actor, original_id)
    async with transaction(actor) as tx:  # a second worker took the job over, and was faster
        await tx.run("UPDATE pages SET state = 'ready' WHERE original_id = $1", original_id)
    await turn_page(actor, deposit_id, page_id(original_id, 0), 90)
    os.kill(reader, signal.SIGKILL)
    await making
    assert (await page(actor, deposit_id)).state is PageState.WAITING
    await drain(resources)
    assert (await page(actor, deposit_id)).state is PageState.READY


async def test_pages_that_were_picked_before_are_made_one_at_a_time_and_counted_in_their_turn(
    resources: Resources, actor: Actor
) -> None:
    deposit_id, original_id = await added(resources, actor, pdf("one"))
    async with transaction(actor) as tx:
        await tx.run("UPDATE pages SET picks = 1 WHERE original_id = $1", original_id)
    async with resources.suspects:  # another suspect is being made, and may kill this worker
        waiting = asyncio.create_task(process_page(resources, actor, page_id(original_id, 0)))
        await asyncio.sleep(0.3)
        async with transaction(actor) as tx:
            assert await tx.value("SELECT picks FROM pages WHERE original_id = $1", original_id) == 1
    await waiting
    assert (await page(actor, deposit_id)).state is PageState.READY


async def test_a_page_is_made_once_however_often_its_job_runs(resources: Resources, actor: Actor) -> None:
    deposit_id, original_id = await added(resources, actor, pdf("one"))
    for _ in range(2):
        await process_page(resources, actor, page_id(original_id, 0))
    await drain(resources)
    async with transaction(actor) as tx:
        assert await tx.value("SELECT count(*) FROM events WHERE name = 'PageProcessed'") == 1
        assert await tx.value("SELECT count(*) FROM renditions WHERE kind = 'page'") == 1
    await remove_original(actor, deposit_id, original_id)
    await process_page(resources, actor, page_id(original_id, 0))


async def test_a_turned_page_is_a_new_version_beside_the_old(resources: Resources, actor: Actor) -> None:
    deposit_id, original_id = await added(resources, actor, pdf("one"))
    first = page_id(original_id, 0)
    with pytest.raises(PageBusy):
        await turn_page(actor, deposit_id, first, 90)
    await drain(resources)
    before = await page(actor, deposit_id)
    await turn_page(actor, deposit_id, first, 90)
    assert (await page(actor, deposit_id)).state is PageState.WAITING
    await drain(resources)
    after = await page(actor, deposit_id)
    assert (after.width_pixels, after.height_pixels) == (before.height_pixels, before.width_pixels)
    assert after.recipe_version == before.recipe_version + 1
    async with transaction(actor) as tx:
        assert await tx.value("SELECT count(*) FROM renditions WHERE page_id = $1 AND kind = 'page'", first) == 2


async def test_a_late_turn_of_what_was_sent_changes_nothing(resources: Resources, actor: Actor) -> None:
    deposit_id, original_id = await added(resources, actor, pdf("one"))
    await drain(resources)
    slow = await asyncpg.connect(resources.settings.database_url.get_secret_value())
    try:
        async with slow.transaction():  # the deposit is being received while the turn is on its way
            await slow.execute(
                "SELECT set_config('app.centre_id', $1, true), set_config('app.kind', 'system', true)",
                str(actor.centre_id),
            )
            await slow.execute("UPDATE deposits SET state = 'received', received_at = now() WHERE id = $1", deposit_id)
            turning = asyncio.create_task(turn_page(actor, deposit_id, page_id(original_id, 0), 90))
            await asyncio.sleep(0.3)
            assert not turning.done()
        with pytest.raises(DepositNotOpen):
            await turning
    finally:
        await slow.close()
    assert (await page(actor, deposit_id)).state is PageState.READY


async def test_a_deposit_is_not_ready_while_a_page_waits(resources: Resources, actor: Actor) -> None:
    deposit_id, _ = await added(resources, actor, pdf("one"))
    await receive(resources, actor, deposit_id)
    await make_ready(actor, deposit_id)
    assert (await queries.deposit(actor, deposit_id)).state is DepositState.RECEIVED


async def test_a_file_we_cannot_take_leaves_nothing_behind(resources: Resources, actor: Actor) -> None:
    deposit_id = uuid4()
    await open_deposit(actor, deposit_id, circuit="portal", language="fr", depositor=Depositor())
    with pytest.raises(NotAnAllowedKind):
        await add_original(resources, actor, deposit_id, uuid4(), uuid4(), await received(resources, b"GIF89a" * 50))
    locked = pdf("secret")
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(BytesIO(locked)))
    writer.encrypt("word", algorithm="AES-256")
    output = BytesIO()
    writer.write(output)
    with pytest.raises(EncryptedPdf):
        await add_original(resources, actor, deposit_id, uuid4(), uuid4(), await received(resources, output.getvalue()))
    assert (await queries.deposit(actor, deposit_id)).papers == ()
