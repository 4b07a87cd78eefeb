"""Packages: all about a person and nothing about another, in bounded memory, kept for a while and then gone."""

import asyncio
import hashlib
import json
import tracemalloc
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader

from backoffice.exports.words import package_words
from demo import accounts
from demo.people import Person, people
from dossier import clock
from dossier.audit.role import AuditorOnly
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.documents.claim import claim
from dossier.documents.profile import Profile
from dossier.documents.validate import validate
from dossier.exports import make as making
from dossier.exports.ask import NoSuchPerson, ask_export
from dossier.exports.let_go import let_go
from dossier.exports.make import PIECE_BYTES, make
from dossier.exports.queries import NoSuchExport, download, exports
from dossier.jobs.worker import drain
from dossier.people.queries import find_beneficiaries
from dossier.receipts.drawing import plain
from dossier.resources import Resources
from dossier.storage.keys import original_key
from dossier.thesaurus.queries import find_types
from tests.support.deposits import hand_over, staff
from web.catalogues import speaking

pytestmark = pytest.mark.people

PERSON, OTHER = people()[0], people()[8]
LARGE_BYTES = 80 * 1024 * 1024


async def asked(resources: Resources, auditor: Actor, person: Person) -> UUID:
    with speaking(person.language):
        words = package_words("CPAS de Valmeir")
    about = (await find_beneficiaries(auditor, person.niss, resources.cipher))[0].id
    return await ask_export(auditor, about, "letter of today", person.language, words)


async def package(resources: Resources, auditor: Actor, export_id: UUID) -> zipfile.ZipFile:
    kept = await download(auditor, export_id)
    data = b"".join([await resources.vault.read(key) for key in kept.vault_keys])
    assert len(data) == kept.size_bytes
    archive = zipfile.ZipFile(BytesIO(data))
    assert archive.testzip() is None
    return archive


def facts_of(archive: zipfile.ZipFile) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(archive.read("data.json"))
    return facts


def words_of(archive: zipfile.ZipFile) -> str:
    pages = PdfReader(BytesIO(archive.read("report.pdf"))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


async def validated_about(resources: Resources, centre_id: UUID, document_id: UUID, person: Person) -> None:
    """Have a capture agent file a document about a person."""
    agent = await staff(centre_id, "ines.moreau")
    await claim(agent, document_id, 600)
    kind = (await find_types(agent, "REV_PAIE"))[0].id
    about = (await find_beneficiaries(agent, person.niss, resources.cipher))[0].id
    await validate(agent, document_id, Profile(type_id=kind, beneficiary_id=about, document_date=None))


async def test_a_package_holds_all_about_a_person_and_nothing_about_another(
    resources: Resources, centre_id: UUID
) -> None:
    own = await hand_over(resources, centre_id, PERSON, types=("REV_PAIE", None))
    of_other = await hand_over(resources, centre_id, OTHER, types=("REV_PAIE",))
    unrelated = await hand_over(resources, centre_id, OTHER)
    await drain(resources)
    await validated_about(resources, centre_id, of_other.document_ids[0], PERSON)
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE deposits SET depositor_contact = 'other@example.org' WHERE id = $1", of_other.deposit_id)
    auditor = await staff(centre_id, "anne.dewit")
    export_id = await asked(resources, auditor, PERSON)
    await drain(resources)
    archive = await package(resources, auditor, export_id)
    facts, words = facts_of(archive), words_of(archive)

    assert (facts["person"]["niss"], facts["person"]["last_name"]) == (PERSON.niss, PERSON.last_name)
    assert accounts.file_of(PERSON) in {each["number"] for each in facts["social_files"]}
    by_person = {each["receipt"]: each["by_person"] for each in facts["deposits"]}
    assert by_person == {own.receipt.number: True, of_other.receipt.number: False}
    assert [each["document"] for each in facts["documents"] if each["receipt"] == own.receipt.number] == [1, 2]
    assert {"DepositReceived", "DocumentValidated"} <= {each["event"] for each in facts["events"]}
    assert {"document", "beneficiary"} & {each["record_kind"] for each in facts["looks"]}
    held = {each["name"]: each["sha256"] for each in facts["originals"]}
    assert len(held) == 3
    for name, sha256 in held.items():
        assert hashlib.sha256(archive.read(name)).hexdigest() == sha256
    assert set(archive.namelist()) == {*held, "data.json", "report.pdf"}

    for told in ("Tout ce que nous gardons sur vous", PERSON.niss, plain(PERSON.last_name), own.receipt.number):
        assert told in words
    for told in ("A envoyé un dépôt, avec accusé", "letter of today", "classé", "Département"):
        assert told in words
    for text in (json.dumps(facts, ensure_ascii=False), words):
        for secret in (unrelated.receipt.number, OTHER.last_name, OTHER.niss, "other@example.org", "Moreau", "Dewit"):
            assert secret not in text


async def test_a_file_about_others_too_is_marked_and_one_that_cannot_be_given_is_told(
    resources: Resources, centre_id: UUID
) -> None:
    made = await hand_over(resources, centre_id, PERSON, types=("REV_PAIE", None, None))
    await drain(resources)
    await validated_about(resources, centre_id, made.document_ids[0], OTHER)
    async with transaction(system(centre_id)) as tx:
        gone = await tx.value("SELECT vault_key FROM originals WHERE deposit_id = $1 AND position = 1", made.deposit_id)
        await tx.run(
            """UPDATE originals SET scan = 'infected', scan_found = 'Eicar', scanned_at = now()
               WHERE deposit_id = $1 AND position = 2""",
            made.deposit_id,
        )
    await resources.vault.delete(gone)
    auditor = await staff(centre_id, "anne.dewit")
    export_id = await asked(resources, auditor, PERSON)
    await drain(resources)
    archive = await package(resources, auditor, export_id)
    others, missing, infected = facts_of(archive)["originals"]
    assert (others["about_others"], others["name"] is not None) == (True, True)
    assert (missing["missing"], missing["name"]) == (True, None)
    assert (infected["infected"], infected["name"]) == (True, None)
    assert len([name for name in archive.namelist() if name.startswith("originals/")]) == 1
    for told in ("documents sur d'autres personnes", "n'a pas pu être lu", "L'antivirus a trouvé"):
        assert told in words_of(archive)


async def test_a_package_speaks_the_person_s_language(resources: Resources, centre_id: UUID) -> None:
    person = next(each for each in people() if each.language == "nl")
    await hand_over(resources, centre_id, person, types=("REV_PAIE",))
    auditor = await staff(centre_id, "anne.dewit")
    export_id = await asked(resources, auditor, person)
    await drain(resources)
    words = words_of(await package(resources, auditor, export_id))
    assert "Alles wat wij over u bewaren" in words
    assert "Loonfiche" in words
    assert "Fiche de paie" not in words


async def test_memory_does_not_grow_with_the_files(resources: Resources, centre_id: UUID, tmp_path: Path) -> None:
    made = await hand_over(resources, centre_id, PERSON)
    await drain(resources)
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        for _ in range(LARGE_BYTES // (1024 * 1024)):
            file.write(bytes(1024 * 1024))
    sha256, original_id = hashlib.sha256(large.read_bytes()).hexdigest(), uuid4()
    key = original_key(centre_id, original_id, sha256)
    await resources.vault.put(key, large, sha256)
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            """INSERT INTO originals (id, centre_id, deposit_id, paper_id, position, sha256, size_bytes, media_type,
                                      page_count, vault_key, added_at)
               VALUES ($1, $2, $3, $4, 7, $5, $6, 'application/pdf', 1, $7, now())""",
            *(original_id, centre_id, made.deposit_id, made.document_ids[0], sha256, LARGE_BYTES, key),
        )
    auditor = await staff(centre_id, "anne.dewit")
    export_id = await asked(resources, auditor, PERSON)
    tracemalloc.start()
    try:
        await make(resources, system(centre_id), export_id)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    kept = await download(auditor, export_id)
    assert kept.size_bytes > LARGE_BYTES
    assert len(kept.vault_keys) == -(-kept.size_bytes // PIECE_BYTES)
    assert most < 3 * PIECE_BYTES, f"{most / 1e6:.0f} MB"
    assert not [each for each in resources.settings.scratch_dir.iterdir() if each.name.startswith("export-")]


async def test_whoever_was_killed_on_the_way_begins_again(
    resources: Resources, centre_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def killed(*_: object) -> None:
        raise asyncio.CancelledError

    await hand_over(resources, centre_id, PERSON)
    auditor, worker = await staff(centre_id, "anne.dewit"), system(centre_id)
    export_id = await asked(resources, auditor, PERSON)
    with monkeypatch.context() as patched:
        patched.setattr(making, "publish", killed)
        with pytest.raises(asyncio.CancelledError):
            await make(resources, worker, export_id)
    (under_way,) = await exports(auditor)
    assert (under_way.there, under_way.files_done, under_way.files_total) == (False, 1, 1)
    with pytest.raises(NoSuchExport):
        await download(auditor, export_id)
    await make(resources, worker, export_id)
    first = await download(auditor, export_id)
    await make(resources, worker, export_id)  # a job that comes twice
    assert await download(auditor, export_id) == first


async def test_a_package_goes_in_time_and_takes_what_was_left_behind_with_it(
    resources: Resources, centre_id: UUID
) -> None:
    auditor, worker = await staff(centre_id, "anne.dewit"), system(centre_id)
    keep = resources.settings.export_keep_seconds
    export_id = await asked(resources, auditor, PERSON)
    await drain(resources)
    folder = Path(urlsplit(resources.settings.store_url).path) / "exports" / str(centre_id)
    await let_go(resources.vault, worker, keep)
    assert (await exports(auditor))[0].there
    (folder / "nobody").mkdir()
    (folder / "nobody" / "0").write_bytes(b"left behind")
    with clock.moved(timedelta(seconds=keep + 60)):
        await let_go(resources.vault, worker, keep)
        with pytest.raises(NoSuchExport):
            await download(auditor, export_id)
        assert not (await exports(auditor))[0].there
    assert [each for each in folder.rglob("*") if each.is_file()] == []
    async with transaction(worker) as tx:
        assert await tx.value("SELECT count(*) FROM events WHERE name = 'ExportExpired'") == 1
    young = await asked(resources, auditor, PERSON)
    await drain(resources)
    await asyncio.sleep(1.1)
    await let_go(resources.vault, worker, 1)  # the time was shortened since
    with pytest.raises(NoSuchExport):
        await download(auditor, young)


async def test_an_auditor_alone_asks_and_downloads_and_it_is_written_down(
    resources: Resources, centre_id: UUID
) -> None:
    auditor = await staff(centre_id, "anne.dewit")
    export_id = await asked(resources, auditor, PERSON)
    await drain(resources)
    await download(auditor, export_id)
    words = package_words("CPAS")
    for username in ("ines.moreau", "rachid.lahlou", "fatou.diop"):
        other = await staff(centre_id, username)
        with pytest.raises(AuditorOnly):
            await download(other, export_id)
        with pytest.raises(AuditorOnly):
            await exports(other)
        with pytest.raises(AuditorOnly):
            await ask_export(other, uuid4(), "curious", "fr", words)
    with pytest.raises(NoSuchPerson):
        await ask_export(auditor, uuid4(), "a stranger", "fr", words)
    async with transaction(system(centre_id)) as tx:
        looks = await tx.rows("SELECT act, record_kind, reason FROM access_log WHERE actor_kind = 'staff' ORDER BY seq")
        names = await tx.rows("SELECT name FROM events WHERE name LIKE 'Export%' ORDER BY seq")
    assert [tuple(row) for row in looks] == [
        ("view", "beneficiary", "letter of today"),
        ("download", "export", "letter of today"),
    ]
    assert [row["name"] for row in names] == ["ExportAsked", "ExportReady", "ExportDownloaded"]
