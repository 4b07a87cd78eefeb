"""A scanned stack is taken whole and once, wherever its taker is killed: before, between and after its commits."""

import asyncio
import signal
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.deposits.separators import Begins, Separator
from dossier.resources import Resources
from dossier.settings import variable
from dossier.storage.folder import TAKEN
from dossier.storage.vault import digest
from tests.durability.taker import work
from tests.support.batches import BLANK, DOCUMENT, stack_tiff
from tests.support.forked import Forked
from tests.support.service import variables_of

SAMPLE = 3
MANY = 150


async def _killed_at_each(resources: Resources, centre_id: UUID, tmp_path: Path, kills: int) -> None:
    """Kill a taker at steps all along its way, each at a stack of its own; then let another go on, and count."""
    folder = tmp_path / "post"
    await asyncio.to_thread(folder.mkdir)
    told = {"batch_folder_dir": folder, "batch_settle_seconds": 0.0}
    room = replace(resources, settings=resources.settings.model_copy(update=told))
    counted = tmp_path / "steps"
    watching = {variable("batch_folder_dir"): str(folder), variable("batch_settle_seconds"): "0"}

    async def take(name: str, step: int) -> int:
        sheets = (f"{name}: a letter", BLANK, DOCUMENT, f"{name}: another", Separator(Begins.ENVELOPE).code, name)
        await asyncio.to_thread((folder / f"{name}.tif").write_bytes, stack_tiff(*sheets))
        process = Forked(
            ["tests.durability.taker", str(step), str(counted)],
            {**variables_of(room.settings), **watching},
            tmp_path / "log",
        )
        return await asyncio.to_thread(process.wait, 60)

    assert await take("first", 0) == 0, await asyncio.to_thread((tmp_path / "log").read_text)
    steps = int(await asyncio.to_thread(counted.read_text))
    assert steps > 10 * SAMPLE
    ends = []
    for number in range(kills):
        ends.append(await take(f"stack {number}", 1 + (2 * number + 1) * steps // (2 * kills)))
        await work(room, system(centre_id))
        assert [each.name for each in folder.iterdir() if each.is_file()] == []
        await _one_more(resources, centre_id, number + 2)
    # What a database answers in one piece or two differs by a few lines: the last kill may come too late
    assert ends.count(-signal.SIGKILL) >= kills - 1
    assert len(list((folder / TAKEN).iterdir())) == kills + 1


async def _one_more(resources: Resources, centre_id: UUID, count: int) -> None:
    """Check that so many stacks came in, each with two deposits of three documents, whose bytes are theirs."""
    async with transaction(system(centre_id)) as tx:
        states = [row["state"] for row in await tx.rows("SELECT state FROM batches")]
        counts = await tx.row(
            """SELECT (SELECT count(*) FROM deposits WHERE state = 'received') AS deposits,
                      (SELECT count(*) FROM deposits) AS all_deposits,
                      (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM pages) AS pages"""
        )
        originals = await tx.rows("SELECT vault_key, sha256 FROM originals ORDER BY added_at DESC LIMIT 3")
    assert states == ["closed"] * count
    assert counts is not None
    assert tuple(counts) == (2 * count, 2 * count, 3 * count, 3 * count)
    for each in originals:
        assert await digest(resources.vault, each["vault_key"]) == each["sha256"]


async def test_a_taker_that_is_killed_loses_and_doubles_nothing(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    await _killed_at_each(resources, centre_id, tmp_path, SAMPLE)


@pytest.mark.torture
async def test_a_taker_that_is_killed_anywhere_loses_and_doubles_nothing(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    await _killed_at_each(resources, centre_id, tmp_path, MANY)
