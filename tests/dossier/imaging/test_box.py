"""The box: bad files, dead and slow children, small memory; and that the next file is served after each."""

# ruff: noqa: ASYNC240 - nothing else waits for these small files
import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dossier.imaging.box import Box
from dossier.imaging.boxed import Child
from dossier.imaging.refusals import (
    DamagedFile,
    ReaderAsleep,
    ReaderCrashed,
    TooManyPixels,
    TooMuchMemory,
    TooSlowToRead,
)
from tests.dossier.imaging.drawing import CAPS, LAID, on_table, paper, save
from tests.support.hostile.pictures import endless_exif, photo, png, resized, zeros
from tests.support.often import often

_MEGABYTE = 1024 * 1024


def a_box(*, max_bytes: int = 1536 * _MEGABYTE, seconds: float = 15) -> Box:
    return Box(max_bytes=max_bytes, seconds=seconds, caps=CAPS, warm=True)


@pytest.fixture
async def box() -> AsyncIterator[Box]:
    async with a_box() as opened:
        yield opened


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(tmp_path_factory.mktemp("good") / "a.jpg", on_table(paper(), LAID, 900, 1200))


def child_of(box: Box) -> int:
    (child,) = box._pool.living
    return child.process.pid


async def test_a_refusal_of_the_child_is_one_of_the_parent(box: Box, good: Path, tmp_path: Path) -> None:
    half = tmp_path / "half.jpg"
    half.write_bytes(good.read_bytes()[:3000])
    with pytest.raises(DamagedFile):
        await box.make_page(half, 0, tmp_path)
    assert (await box.make_page(good, 0, tmp_path / "out")).quad is not None


async def test_a_child_that_dies_is_a_refusal_and_the_next_job_is_done(box: Box, good: Path, tmp_path: Path) -> None:
    await box.inspect(good)  # it is awake: what ends it now may be the file
    first = child_of(box)
    os.kill(first, signal.SIGSTOP)  # it takes the job, and does not finish it
    job = asyncio.create_task(box.make_page(good, 0, tmp_path))
    await asyncio.sleep(0.05)
    os.kill(first, signal.SIGKILL)
    with pytest.raises(ReaderCrashed):
        await job
    assert (await box.inspect(good)).width == 900
    assert child_of(box) != first


async def test_a_job_over_its_time_is_stopped_and_its_child_replaced(good: Path) -> None:
    async with a_box(seconds=2) as box:
        await box.inspect(good)
        first = child_of(box)
        os.kill(first, signal.SIGSTOP)  # as a loop without an end would look from outside
        with pytest.raises(TooSlowToRead):
            await box.inspect(good)
        assert (await box.inspect(good)).width == 900
        assert child_of(box) != first


async def test_a_machine_that_wakes_no_child_is_told_as_its_own_fault_and_the_same_file_is_read_after(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_box() as box:
        os.kill(child_of(box), signal.SIGSTOP)  # it never gets its turn
        monkeypatch.setattr("dossier.imaging.box.START_SECONDS", 0.2)
        with pytest.raises(ReaderAsleep):
            await box.inspect(good)
        monkeypatch.undo()
        assert (await box.inspect(good)).width == 900


async def test_a_child_that_ends_before_it_wakes_blames_no_file(good: Path) -> None:
    async with a_box() as box:
        os.kill(child_of(box), signal.SIGKILL)  # as where there is no memory for one more
        with pytest.raises(ReaderAsleep):
            await box.inspect(good)
        assert (await box.inspect(good)).width == 900


async def test_a_photo_that_needs_more_memory_than_allowed_is_refused(good: Path, tmp_path: Path) -> None:
    large = save(tmp_path / "large.png", np.zeros((5000, 5000, 3), np.uint8))
    async with a_box(max_bytes=420 * _MEGABYTE) as box:
        with pytest.raises(TooMuchMemory):
            await box.make_page(large, 0, tmp_path)
        assert (await box.inspect(good)).width == 900


async def test_the_child_knows_no_secret_and_writes_no_core(box: Box, good: Path) -> None:
    await box.inspect(good)
    environment = Path(f"/proc/{child_of(box)}/environ").read_bytes()
    assert b"GUICHET" not in environment
    assert b"DATABASE" not in environment
    limits = Path(f"/proc/{child_of(box)}/limits").read_text()
    assert "Max core file size        0" in limits
    assert f"Max address space         {1536 * _MEGABYTE}" in limits


async def test_a_cancelled_job_leaves_no_answer_for_the_next(box: Box, good: Path, tmp_path: Path) -> None:
    os.kill(child_of(box), signal.SIGSTOP)  # it takes the job, and does not finish it
    job = asyncio.create_task(box.make_page(good, 0, tmp_path))
    await asyncio.sleep(0.05)
    job.cancel()
    with pytest.raises(asyncio.CancelledError):
        await job
    assert (await box.inspect(good)).width == 900


async def test_a_missing_file_is_no_refusal(box: Box, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await box.inspect(tmp_path / "none.jpg")


async def test_a_box_that_nobody_asks_starts_nothing(good: Path) -> None:
    async with Box(max_bytes=1 << 30, seconds=15, caps=CAPS) as box:
        assert not box._pool.living
        await box.inspect(good)
        assert child_of(box)


async def test_who_kills_one_child_after_another_keeps_nobody_waiting(good: Path, tmp_path: Path) -> None:
    endless = tmp_path / "a.jpg"
    endless.write_bytes(endless_exif(5400))
    async with Box(max_bytes=1536 * _MEGABYTE, seconds=60, caps=CAPS, children=2, warm=True) as box:
        await asyncio.gather(box.inspect(good), box.inspect(good))

        async def kill_three() -> None:
            for _ in range(3):
                with pytest.raises(TooSlowToRead):
                    await box.inspect(endless)

        killing = asyncio.create_task(kill_three())
        while not killing.done():
            assert any(each.is_awake for each in box._pool.idle), "one is always ready for others"
            await box.inspect(good)
            await asyncio.sleep(0.02)
        await killing


async def test_a_child_works_until_its_successor_does(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossier.imaging.pool.WORK_PER_CHILD", 3)
    async with a_box() as box:
        first = child_of(box)
        for _ in range(3):
            await box.inspect(good)
        assert first in {each.process.pid for each in box._pool.living}
        await box._pool.settled()
        assert child_of(box) != first
        assert (await box.inspect(good)).width == 900


async def test_closing_leaves_no_process(good: Path) -> None:
    async with a_box() as box:
        await box.inspect(good)
        child = child_of(box)
    assert not Path(f"/proc/{child}").exists()


@pytest.mark.parametrize(
    "lie",
    [
        {"value": {"media_type": "text/html", "page_count": 1, "width": 1, "height": 1}},
        {"value": {"media_type": "image/png"}},
        {"refused": "no-such-refusal", "facts": {}},
        {"value": "words"},
        {},
    ],
)
async def test_a_child_that_lies_is_not_believed(
    box: Box, good: Path, monkeypatch: pytest.MonkeyPatch, lie: dict[str, object]
) -> None:
    (child,) = box._pool.living

    async def lies(_: object) -> dict[str, object]:
        return lie

    monkeypatch.setattr(child, "ask", lies)
    with pytest.raises(ReaderCrashed):
        await box.inspect(good)
    assert (await box.inspect(good)).width == 900


async def test_a_header_that_keeps_the_gate_busy_is_stopped_long_before_a_page_would_be(tmp_path: Path) -> None:
    endless = tmp_path / "a.jpg"
    endless.write_bytes(endless_exif(5400))
    async with a_box() as box:
        begun = time.monotonic()
        with pytest.raises(TooSlowToRead):
            await box.inspect(endless)
        assert time.monotonic() - begun < 10


async def test_children_stand_back_as_far_as_they_are_told(good: Path) -> None:
    async with Box(max_bytes=1 << 30, seconds=15, caps=CAPS, niceness=7) as box:
        await box.inspect(good)
        assert os.getpriority(os.PRIO_PROCESS, child_of(box)) == os.getpriority(os.PRIO_PROCESS, 0) + 7


def peak_bytes(pid: int) -> int:
    """Return the most memory that a process has held at once."""
    (line,) = [each for each in Path(f"/proc/{pid}/status").read_text().splitlines() if each.startswith("VmHWM")]
    return int(line.split()[1]) * 1024


@pytest.mark.parametrize("kind", often(["interlaced", "progressive"], "interlaced"))
async def test_what_is_held_whole_is_refused_unread_over_its_cap_and_bounded_below_it(
    good: Path, tmp_path: Path, kind: str
) -> None:
    def bomb(side: int) -> Path:
        if kind == "interlaced":
            data = png(side, side, zeros(side * side * 3), colour=2, lace=1)
        else:
            data = resized(photo("JPEG", progressive=1), b"\xff\xc2", side, side)
        path = tmp_path / str(side)
        path.write_bytes(data)
        return path

    async with a_box() as box:
        await box.make_page(good, 0, tmp_path / "good")  # what it takes to make pages is loaded with the first
        await box.inspect(bomb(6300))
        at_rest = peak_bytes(child_of(box))
        for verb in (box.inspect(bomb(6400)), box.make_page(bomb(6400), 0, tmp_path / "over")):
            with pytest.raises(TooManyPixels):
                await verb
        assert peak_bytes(child_of(box)) < at_rest + 20 * _MEGABYTE
        with suppress(DamagedFile, TooSlowToRead):  # the JPEG's pixels are not all there, which is told at their end
            await box.make_page(bomb(6300), 0, tmp_path / "below")
        if box._pool.living:
            assert peak_bytes(child_of(box)) < at_rest + 600 * _MEGABYTE


async def test_a_box_that_closes_while_it_is_asked_ends_each_child_once(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask, asked = Child.ask, asyncio.Event()

    async def noted(self: Child, request: Mapping[str, Any]) -> dict[str, Any]:
        asked.set()
        return await ask(self, request)

    monkeypatch.setattr(Child, "ask", noted)
    async with Box(max_bytes=1 << 30, seconds=15, caps=CAPS) as box:
        asking = asyncio.create_task(box.make_page(good, 0, good.parent / "out"))
        await asked.wait()
    with pytest.raises(ReaderCrashed):
        await asking
    assert not box._pool.living
