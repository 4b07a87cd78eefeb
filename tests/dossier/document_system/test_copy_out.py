"""What is filed lies in the other system's folder once, whole, and only when it can no longer be taken back."""

import asyncio
import json
import os
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pypdf
import pytest

from demo import accounts
from demo.people import people
from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.document_system.copy_out import DocumentSystemAway, copy_out
from dossier.documents.move import move
from dossier.documents.undo import undo
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.support.deposits import staff
from tests.support.desk import LEASE_SECONDS, UNDO_SECONDS, corrected, filed, profiled
from tests.support.requests import person_id

pytestmark = pytest.mark.people

LATER = timedelta(seconds=UNDO_SECONDS + 60)


def into(resources: Resources, folder: Path) -> Resources:
    settings = resources.settings.model_copy(update={"document_system_dir": folder, "undo_seconds": UNDO_SECONDS})
    return replace(resources, settings=settings)


async def test_a_filed_document_is_copied_once_with_what_is_known_of_it(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    agent, actor, there = await staff(centre_id, "ines.moreau"), system(centre_id), into(resources, tmp_path / "dms")
    document_id = await filed(resources, agent, "REV_PAIE")
    await filed(resources, agent, "REV_MUT")  # sealed: it stays here
    await drain(resources)
    (tmp_path / "dms").mkdir()
    assert await copy_out(there, actor) == 0, "it may yet be undone"
    with clock.moved(LATER):
        assert await copy_out(resources, actor) == 0, "no folder is set"
        assert await copy_out(there, actor) == 1
        assert await copy_out(there, actor) == 0
    assert sorted(each.name for each in (tmp_path / "dms").iterdir()) == [f"{document_id}.json", f"{document_id}.pdf"]
    told = json.loads((tmp_path / "dms" / f"{document_id}.json").read_text())
    assert (told["type_code"], told["file_number"]) == ("REV_PAIE", accounts.file_of(people()[0]))
    assert [each["last_name"] for each in told["beneficiaries"]] == [people()[0].last_name]
    pages = pypdf.PdfReader(BytesIO((tmp_path / "dms" / told["file"]).read_bytes())).pages
    assert [len(each.images) for each in pages] == [1]
    async with transaction(actor) as tx:
        looks = await tx.rows("SELECT act, record_id FROM access_log WHERE reason = 'document_system'")
    assert [tuple(each) for each in looks] == [("download", document_id)]


async def test_a_folder_that_is_away_gets_it_later(resources: Resources, centre_id: UUID, tmp_path: Path) -> None:
    agent, actor, folder = await staff(centre_id, "ines.moreau"), system(centre_id), tmp_path / "dms"
    document_id = await filed(resources, agent, "REV_PAIE")
    await drain(resources)
    with clock.moved(LATER):
        with pytest.raises(DocumentSystemAway):
            await copy_out(into(resources, folder), actor)
        folder.mkdir()
        (folder / f".{document_id}.pdf.part").write_bytes(b"broken off")
        assert await copy_out(into(resources, folder), actor) == 1
    assert sorted(each.suffix for each in folder.iterdir()) == [".json", ".pdf"]


async def test_what_was_taken_back_never_leaves(resources: Resources, centre_id: UUID, tmp_path: Path) -> None:
    agent = await staff(centre_id, "ines.moreau")
    await filed(resources, agent, "REV_PAIE")
    await undo(agent, None, undo_seconds=UNDO_SECONDS, lease_seconds=LEASE_SECONDS)
    with clock.moved(LATER):
        assert await copy_out(into(resources, tmp_path), system(centre_id)) == 0
    names = await asyncio.to_thread(os.listdir, tmp_path)
    assert not [each for each in names if each.endswith(".json")]


async def test_a_copy_follows_its_document_to_another_type_another_file_and_out_again(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    agent, actor = await staff(centre_id, "ines.moreau"), system(centre_id)
    document_id, there = await filed(resources, agent, "REV_PAIE"), into(resources, tmp_path)
    await drain(resources)

    def told() -> dict[str, object]:
        return dict(json.loads((tmp_path / f"{document_id}.json").read_text()))

    with clock.moved(LATER):
        assert await copy_out(there, actor) == 1
        await corrected(agent, document_id, await profiled(centre_id, "LOG_BAIL"))
        await drain(resources)
        assert await copy_out(there, actor) == 1
        assert told()["type_code"] == "LOG_BAIL"
        await move(agent, document_id, await person_id(centre_id, people()[1]), "", "Two deposits open at once")
        await drain(resources)
        assert await copy_out(there, actor) == 1
        assert told()["file_number"] == accounts.file_of(people()[1])
        assert await copy_out(there, actor) == 0
        async with transaction(actor) as tx:
            worker = await tx.value(
                """SELECT s.username FROM documents d JOIN social_files f ON f.id = d.social_file_id
                   JOIN staff_members s ON s.id = f.social_worker_id WHERE d.id = $1""",
                document_id,
            )
        keyed = await staff(centre_id, worker)
        await corrected(keyed, document_id, await profiled(centre_id, "LOG_BAIL", sealed_as="medical"))
        await drain(resources)
        assert await copy_out(there, actor) == 1
        assert set(told()) == {"id", "withdrawn_at"}
        assert not (tmp_path / f"{document_id}.pdf").exists()
        assert await copy_out(there, actor) == 0
        async with transaction(actor) as tx:
            worker = await tx.value(
                """SELECT s.username FROM documents d JOIN social_files f ON f.id = d.social_file_id
                   JOIN staff_members s ON s.id = f.social_worker_id WHERE d.id = $1""",
                document_id,
            )
        keyed = await staff(centre_id, worker)
        await corrected(keyed, document_id, await profiled(centre_id, "REV_PAIE"), lowers_seal=True)
        await drain(resources)
        assert await copy_out(there, actor) == 1
        assert (told()["type_code"], (tmp_path / f"{document_id}.pdf").exists()) == ("REV_PAIE", True)
