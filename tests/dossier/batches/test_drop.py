"""Stacks dropped on a WebDAV or SFTP server: taken when whole, moved after commit, once; one that is away waits."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from pydantic import SecretStr

from dossier import clock
from dossier.batches import drop as drop_module
from dossier.batches.drop import take_drop
from dossier.batches.take import Taken, take
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.resources import Resources
from dossier.storage.folder import ASIDE, TAKEN
from tests.support.batches import stack_pdf
from tests.support.drops import PASSWORD, sftp_server, webdav_server


@asynccontextmanager
async def _dropped(
    resources: Resources, kind: str, folder: Path, settle_seconds: float = 0, password: str = PASSWORD
) -> AsyncIterator[Resources]:
    await asyncio.to_thread(folder.mkdir)
    told = {
        "batch_drop_password": SecretStr(password),
        "batch_settle_seconds": settle_seconds,
        "batch_drop_timeout_seconds": 5,
    }
    if kind == "webdav":
        with webdav_server(folder) as address:
            more = {"batch_drop_url": address}
            yield replace(resources, settings=resources.settings.model_copy(update={**told, **more}))
    else:
        async with sftp_server(folder) as (address, key):
            more = {"batch_drop_url": address, "batch_drop_host_key": key}
            yield replace(resources, settings=resources.settings.model_copy(update={**told, **more}))


async def _count(centre_id: UUID) -> int:
    async with transaction(system(centre_id)) as tx:
        count: int = await tx.value("SELECT count(*) FROM batches")
    return count


@pytest.mark.parametrize("kind", ["webdav", "sftp"])
async def test_what_is_dropped_becomes_a_batch_once_it_is_whole(
    resources: Resources, centre_id: UUID, tmp_path: Path, kind: str
) -> None:
    actor, folder, data = system(centre_id), tmp_path / "post", stack_pdf("a letter", "its second page")
    async with _dropped(resources, kind, folder, settle_seconds=0.2) as room:
        (folder / "courrier du matin, é.pdf").write_bytes(data[:400])
        (folder / "scan.pdf.part").write_bytes(data[:400])
        assert await take_drop(room, actor) == 0
        (folder / "courrier du matin, é.pdf").write_bytes(data)  # it grows just before it would count as whole
        (folder / "notes.txt").write_bytes(b"no stack")
        await asyncio.sleep(0.25)
        assert await take_drop(room, actor) == 0
        await asyncio.sleep(0.25)
        assert await take_drop(room, actor) == 2  # one of them refused
        assert sorted(each.name for each in folder.iterdir()) == sorted([ASIDE, "scan.pdf.part", TAKEN])
        (kept,) = (folder / TAKEN).iterdir()
        assert (kept.suffix, kept.read_bytes()) == (".pdf", data)
        assert await take_drop(room, actor) == 0
        assert await _count(centre_id) == 2
        with clock.moved(timedelta(days=32)):
            await take_drop(room, actor)
        assert [*(folder / TAKEN).iterdir(), *(folder / ASIDE).iterdir()] == []


@pytest.mark.parametrize("kind", ["webdav", "sftp"])
async def test_whoever_stops_before_the_move_takes_nothing_twice(
    resources: Resources, centre_id: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    actor, folder = system(centre_id), tmp_path / "post"

    async def stops(*words: object) -> Taken:
        await take(*words)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    async with _dropped(resources, kind, folder) as room:
        (folder / "scan.pdf").write_bytes(stack_pdf("a letter"))
        monkeypatch.setattr(drop_module, "take", stops)
        with pytest.raises(KeyboardInterrupt):
            await take_drop(room, actor)
        monkeypatch.undo()
        assert (folder / "scan.pdf").exists()
        assert await take_drop(room, actor) == 0
        assert not (folder / "scan.pdf").exists()
        assert await _count(centre_id) == 1


@pytest.mark.parametrize("kind", ["webdav", "sftp"])
async def test_a_server_that_does_not_let_us_in_is_asked_again_later(
    resources: Resources, centre_id: UUID, tmp_path: Path, kind: str
) -> None:
    folder = tmp_path / "post"
    async with _dropped(resources, kind, folder, password="another") as room:
        (folder / "scan.pdf").write_bytes(stack_pdf("a letter"))
        assert await take_drop(room, system(centre_id)) == 0
        assert (folder / "scan.pdf").exists()
    assert await take_drop(room, system(centre_id)) == 0  # gone altogether


async def test_an_sftp_server_with_another_key_is_given_no_password(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    folder = tmp_path / "post"
    async with _dropped(resources, "sftp", folder) as room, sftp_server(folder) as (_, other):
        (folder / "scan.pdf").write_bytes(stack_pdf("a letter"))
        wrong = replace(room, settings=room.settings.model_copy(update={"batch_drop_host_key": other}))
        assert await take_drop(wrong, system(centre_id)) == 0
        assert await take_drop(room, system(centre_id)) == 1
