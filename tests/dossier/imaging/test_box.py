"""The box: bad files, dead and slow children, small memory; and that the next file is served after each."""

# ruff: noqa: ASYNC240 - nothing else waits for these small files
import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest

from dossier.imaging.box import Box
from dossier.imaging.refusals import DamagedFile, ReaderCrashed, TooMuchMemory, TooSlowToRead
from tests.dossier.imaging.drawing import CAPS, LAID, on_table, paper, save

_MEGABYTE = 1024 * 1024


def a_box(*, max_bytes: int = 1536 * _MEGABYTE, seconds: float = 15) -> Box:
    return Box(max_bytes=max_bytes, seconds=seconds, caps=CAPS)


@pytest.fixture
async def box() -> AsyncIterator[Box]:
    async with a_box() as opened:
        yield opened


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(tmp_path_factory.mktemp("good") / "a.jpg", on_table(paper(), LAID, 900, 1200))


def child_of(box: Box) -> int:
    (child,) = box._living
    return child.process.pid


async def test_a_refusal_of_the_child_is_one_of_the_parent(box: Box, good: Path, tmp_path: Path) -> None:
    half = tmp_path / "half.jpg"
    half.write_bytes(good.read_bytes()[:3000])
    with pytest.raises(DamagedFile):
        await box.make_page(half, 0, tmp_path)
    assert (await box.make_page(good, 0, tmp_path / "out")).quad is not None


async def test_a_child_that_dies_is_a_refusal_and_the_next_job_is_done(box: Box, good: Path, tmp_path: Path) -> None:
    first = child_of(box)
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
    job = asyncio.create_task(box.make_page(good, 0, tmp_path))
    await asyncio.sleep(0.05)
    job.cancel()
    with pytest.raises(asyncio.CancelledError):
        await job
    assert (await box.inspect(good)).width == 900


async def test_a_missing_file_is_no_refusal(box: Box, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await box.inspect(tmp_path / "none.jpg")


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
    (child,) = box._living

    async def lies(_: object) -> dict[str, object]:
        return lie

    monkeypatch.setattr(child, "ask", lies)
    with pytest.raises(ReaderCrashed):
        await box.inspect(good)
    assert (await box.inspect(good)).width == 900
