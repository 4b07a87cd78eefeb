"""The scan section's folder: a file is taken when whole, moved after commit, once; what cannot be read stays apart."""

import asyncio
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from dossier.batches import folder as folder_module
from dossier.batches.folder import sweep_folder, take_folder
from dossier.batches.take import Taken, take
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.reconcile.pairs import pairs
from dossier.resources import Resources
from dossier.storage.folder import ASIDE, TAKEN
from tests.support.batches import DOCUMENT, handed_over, stack_pdf


def watching(resources: Resources, folder: Path, settle_seconds: float = 0) -> Resources:
    """Return resources that watch a folder."""
    told = {"batch_folder_dir": folder, "batch_settle_seconds": settle_seconds}
    return replace(resources, settings=resources.settings.model_copy(update=told))


async def _batches(centre_id: UUID) -> list[tuple[str, str]]:
    async with transaction(system(centre_id)) as tx:
        return [(row["state"], row["problem"]) for row in await tx.rows("SELECT state, problem FROM batches")]


async def test_a_file_becomes_a_batch_and_goes_out_of_sight(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    folder = tmp_path / "post"
    folder.mkdir()
    watched, actor = watching(resources, folder), system(centre_id)
    data = stack_pdf("a letter", DOCUMENT, "another")
    (folder / "scan.pdf").write_bytes(data)
    (folder / "scan2.pdf.part").write_bytes(data[:100])
    (folder / "notes.txt").write_bytes(b"no stack of sheets")
    assert await take_folder(watched, actor) == 2
    assert [each.suffix for each in (folder / TAKEN).iterdir()] == [".pdf"]
    assert [each.suffix for each in (folder / ASIDE).iterdir()] == [".txt"]
    assert sorted(await _batches(centre_id)) == [("reading", ""), ("refused", "not-an-allowed-kind")]
    (folder / "the same again.pdf").write_bytes(data)
    assert await take_folder(watched, actor) == 0
    assert [each.name for each in folder.iterdir() if each.is_file()] == ["scan2.pdf.part"]
    async with transaction(actor) as tx:
        batch_id = await tx.value("SELECT id FROM batches WHERE state = 'reading'")
    await handed_over(resources, centre_id, batch_id)
    assert min(await _batches(centre_id)) == ("closed", "")
    assert await sweep_folder(watched, actor) == 0
    assert [(row, blob) async for row, blob in pairs(actor, resources.vault, "") if row is None or blob is None] == []


async def test_a_file_that_grows_is_left_until_it_stays_as_it_is(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    folder = tmp_path / "post"
    folder.mkdir()
    watched, actor, data = watching(resources, folder, 0.2), system(centre_id), stack_pdf("a letter")
    (folder / "scan.pdf").write_bytes(data[:300])
    assert await take_folder(watched, actor) == 0
    await asyncio.sleep(0.25)
    (folder / "scan.pdf").write_bytes(data)
    assert await take_folder(watched, actor) == 0
    await asyncio.sleep(0.25)
    assert await take_folder(watched, actor) == 1


@pytest.mark.parametrize("dies", ["before the commit", "before the move"])
async def test_whoever_stops_between_commit_and_move_takes_nothing_twice(
    resources: Resources, centre_id: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dies: str
) -> None:
    folder = tmp_path / "post"
    folder.mkdir()
    watched, actor = watching(resources, folder), system(centre_id)
    (folder / "scan.pdf").write_bytes(stack_pdf("a letter"))

    async def stops(*words: object) -> Taken:
        if dies == "before the move":
            await take(*words)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(folder_module, "take", stops)
    with pytest.raises(KeyboardInterrupt):
        await take_folder(watched, actor)
    monkeypatch.undo()
    assert (folder / "scan.pdf").exists()
    assert await take_folder(watched, actor) == (1 if dies == "before the commit" else 0)
    assert not (folder / "scan.pdf").exists()
    assert await _batches(centre_id) == [("reading", "")]


async def test_a_file_that_is_too_large_is_told_and_stays_apart(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    folder = tmp_path / "post"
    folder.mkdir()
    (folder / "scan.pdf").write_bytes(stack_pdf("a letter"))
    room = watching(resources, folder)
    small = replace(room, settings=room.settings.model_copy(update={"batch_max_bytes": 500}))
    assert await take_folder(small, system(centre_id)) == 0
    assert await _batches(centre_id) == [("refused", "file-too-large")]
    assert len(list((folder / ASIDE).iterdir())) == 1


async def test_the_post_of_one_centre_comes_into_no_other(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    folder = tmp_path / "post"
    folder.mkdir()
    (folder / "scan.pdf").write_bytes(stack_pdf("a letter"))
    assert await take_folder(watching(resources, folder), system(uuid4())) == 0
    assert await _batches(centre_id) == []
    assert await take_folder(watching(resources, folder), system(centre_id)) == 1


async def test_a_folder_that_is_away_is_looked_at_in_the_next_round(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    assert await take_folder(watching(resources, tmp_path / "gone"), system(centre_id)) == 0
    assert await take_folder(resources, system(centre_id)) == 0
