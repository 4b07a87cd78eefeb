"""A department's watched folder: what lies there is listed once it is whole, registered once, and moved away."""

import asyncio
import os
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from dossier.database.actor import system
from dossier.registrations.errors import FileTaken
from dossier.registrations.folder import sweep_registered, taken_from, waiting_files
from dossier.registrations.queries import Sought
from dossier.registrations.queries import register as lines
from dossier.registrations.register import register
from dossier.resources import Resources
from dossier.storage.folder import NoSuchScan, ScanChanging
from tests.dossier.registrations.test_register import told
from tests.support.deposits import pdf, staff

pytestmark = pytest.mark.people


def _watching(resources: Resources, root: Path, settle_seconds: float = 0) -> Resources:
    (root / "AS").mkdir(parents=True, exist_ok=True)
    told = {"registration_folders_dir": root, "registration_settle_seconds": settle_seconds}
    return replace(resources, settings=resources.settings.model_copy(update=told))


async def test_a_file_is_taken_from_the_folder_once(resources: Resources, centre_id: UUID, tmp_path: Path) -> None:
    there = _watching(resources, tmp_path)
    (tmp_path / "AS" / "report.pdf").write_bytes(pdf("Report"))
    (tmp_path / "AS" / "~lock.tmp").write_bytes(b"not yet")
    nadia, wim = await staff(centre_id, "nadia.benali"), await staff(centre_id, "wim.claes")
    sofie = await staff(centre_id, "sofie.devos")
    assert await waiting_files(there.settings, sofie) == []
    (file,) = await waiting_files(there.settings, nadia)
    assert file.name == "report.pdf"

    async def take(actor_name: str) -> UUID:
        actor = {"nadia": nadia, "wim": wim}[actor_name]
        letter = replace(await told(centre_id, nadia), entry=file.entry)
        async with taken_from(there.settings, actor, file.entry) as copy:
            return await register(there, actor, letter, copy)

    outcomes = await asyncio.gather(take("nadia"), take("wim"), return_exceptions=True)
    assert [type(each) for each in outcomes if isinstance(each, Exception)] == [FileTaken]
    assert (await lines(nadia, Sought())).count == 1
    assert await waiting_files(there.settings, nadia) == []
    with pytest.raises(NoSuchScan):
        await take("wim")
    (kept,) = (tmp_path / "AS" / "taken").iterdir()
    assert await sweep_registered(there.settings, system(centre_id)) == 0
    days = there.settings.model_copy(update={"registration_taken_keep_days": 0})
    os.utime(kept)
    await asyncio.sleep(0.01)
    assert await sweep_registered(days, system(centre_id)) == 1


async def test_a_file_that_is_being_written_waits_and_one_that_rows_name_is_moved(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    slow, there = _watching(resources, tmp_path, settle_seconds=60), _watching(resources, tmp_path)
    nadia = await staff(centre_id, "nadia.benali")
    path = tmp_path / "AS" / "letter.pdf"
    path.write_bytes(pdf("Letter"))
    (file,) = await waiting_files(slow.settings, nadia)
    assert not file.is_whole
    with pytest.raises(ScanChanging):
        async with taken_from(slow.settings, nadia, file.entry):
            pytest.fail("it is not whole")
    letter = replace(await told(centre_id, nadia), entry=file.entry)
    stat = path.stat()
    async with taken_from(there.settings, nadia, file.entry) as copy:
        await register(there, nadia, letter, copy)
    path.write_bytes(pdf("Letter"))  # as if it had not been moved
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert await waiting_files(there.settings, nadia) == []
    assert not path.exists()
