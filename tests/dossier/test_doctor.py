"""The doctor looks at a real installation, well and unwell."""

import asyncio
import base64
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from dossier.database.embedded import APP, Cluster, temporary
from dossier.database.migrate import migrate
from dossier.doctor import _store, examine
from dossier.settings import Settings, from_environment
from dossier.storage.vault import TIMEOUT_SECONDS
from tests.durability.bad_road import bad_road
from tests.support.clamd import clamd
from tests.support.stamps import stamp_authority, write_certificates


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with temporary() as running:
        asyncio.run(migrate(running.owner_url(), APP))
        yield running


def settings_for(cluster: Cluster, folder: Path, **changes: str) -> Settings:
    key = base64.b64encode(bytes(32)).decode()
    return from_environment(
        {
            "GUICHET_MODE": "test",
            "DATABASE_URL": cluster.app_url(),
            "DATABASE_OWNER_URL": cluster.owner_url(),
            "STORE_URL": (folder / "store").as_uri(),
            "GUICHET_SCRATCH_DIR": str(folder / "scratch"),
            "GUICHET_SECRET_KEY": "s" * 32,
            "GUICHET_NISS_KEYS": f'{{"k1": "{key}"}}',
            "GUICHET_NISS_INDEX_KEY": key,
            **changes,
        }
    )


async def wrongs(settings: Settings) -> str:
    return "\n".join(each.sentence for each in await examine(settings) if not each.well)


async def test_sound_installation_has_nothing_wrong(cluster: Cluster, tmp_path: Path) -> None:
    findings = await examine(settings_for(cluster, tmp_path))
    assert [each for each in findings if not each.well] == []
    assert any("up to date" in each.sentence for each in findings)
    assert any("hears notifications" in each.sentence for each in findings)
    assert any("The boxed child that reads files stands behind its limits" in each.sentence for each in findings)


async def test_without_the_owners_address_the_rest_is_examined(cluster: Cluster, tmp_path: Path) -> None:
    assert await wrongs(settings_for(cluster, tmp_path, DATABASE_OWNER_URL="")) == ""


async def test_superuser_as_the_app_is_wrong(cluster: Cluster, tmp_path: Path) -> None:
    found = await wrongs(settings_for(cluster, tmp_path, DATABASE_URL=cluster.superuser_url("guichet")))
    assert "does not bind" in found


async def test_owner_as_the_app_is_wrong(cluster: Cluster, tmp_path: Path) -> None:
    assert "that owns" in await wrongs(settings_for(cluster, tmp_path, DATABASE_URL=cluster.owner_url()))


async def test_app_as_the_owner_is_wrong(cluster: Cluster, tmp_path: Path) -> None:
    assert "do not belong" in await wrongs(settings_for(cluster, tmp_path, DATABASE_OWNER_URL=cluster.app_url()))


async def test_database_that_was_never_migrated_is_told(cluster: Cluster, tmp_path: Path) -> None:
    await cluster.create_database("bare")
    changes = {"DATABASE_URL": cluster.app_url("bare"), "DATABASE_OWNER_URL": cluster.owner_url("bare")}
    assert "guichet migrate" in await wrongs(settings_for(cluster, tmp_path, **changes))
    await cluster.drop_database("bare")


async def test_table_that_leaks_across_centres_is_named(cluster: Cluster, tmp_path: Path) -> None:
    await cluster.create_database("leaky", template="guichet")
    owner = await asyncpg.connect(cluster.owner_url("leaky"))
    await owner.execute("CREATE TABLE leak (centre_id uuid)")
    await owner.close()
    found = await wrongs(settings_for(cluster, tmp_path, DATABASE_URL=cluster.app_url("leaky")))
    assert "not kept apart in: leak" in found
    await cluster.drop_database("leaky")


async def test_database_that_is_away_is_told_without_its_password(cluster: Cluster, tmp_path: Path) -> None:
    found = await wrongs(settings_for(cluster, tmp_path, DATABASE_URL="postgresql://app:hidden@127.0.0.1:9/guichet"))
    assert "DATABASE_URL" in found
    assert "hidden" not in found


async def test_store_in_the_way_of_a_file_is_told(cluster: Cluster, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert await wrongs(settings_for(cluster, tmp_path, STORE_URL=(tmp_path / "file" / "store").as_uri()))


async def test_store_in_memory_is_wrong_for_a_real_centre_and_told_in_a_demo(cluster: Cluster, tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        changes = {"STORE_URL": Path(folder).as_uri(), "GUICHET_PUBLIC_URL": "https://guichet.example"}
        assert "in memory" in await wrongs(settings_for(cluster, tmp_path, GUICHET_MODE="production", **changes))
        told = await examine(settings_for(cluster, tmp_path, **changes))
    assert [each.well for each in told if "in memory" in each.sentence] == [True]


async def test_store_that_hangs_is_told_after_the_time_that_was_decided(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with bad_road("http://127.0.0.1:9") as road:
        await road.break_by("hang")
        for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "REGION"):
            monkeypatch.setenv(f"AWS_{name}", "us-east-1")
        monkeypatch.setenv("AWS_ENDPOINT_URL", road.address)
        changes = {"STORE_URL": "s3://bucket/vault", "GUICHET_STORE_TIMEOUT_SECONDS": "1"}
        decided = settings_for(cluster, tmp_path, **changes)
        begun = time.monotonic()
        (found,) = [each for each in await _store(decided) if not each.well]
        assert time.monotonic() - begun < 2 * TIMEOUT_SECONDS  # it asks, and tries to remove, for a second each
        assert "does not answer" in found.sentence


async def test_scratch_folder_in_the_way_of_a_file_is_told(cluster: Cluster, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    found = await wrongs(settings_for(cluster, tmp_path, GUICHET_SCRATCH_DIR=str(tmp_path / "file" / "scratch")))
    assert "GUICHET_SCRATCH_DIR" in found


async def test_antivirus_that_is_away_or_takes_too_little_is_told(cluster: Cluster, tmp_path: Path) -> None:
    address = str(tmp_path / "clamd.ctl")
    changes = {"GUICHET_CLAMD_ADDRESS": address, "GUICHET_UPLOAD_MAX_BYTES": str(2 * 1024 * 1024)}
    assert "no clamd answers" in await wrongs(settings_for(cluster, tmp_path, **changes))
    with clamd(tmp_path, stream_max_bytes=1024 * 1024):
        assert "StreamMaxLength" in await wrongs(settings_for(cluster, tmp_path, **changes))


async def test_what_becomes_of_texts_without_libreoffice_is_told(cluster: Cluster, tmp_path: Path) -> None:
    found = await examine(settings_for(cluster, tmp_path, GUICHET_OFFICE_PROGRAM="nowhere"))
    assert [each.well for each in found if "kept without pages" in each.sentence] == [True]


async def test_who_vouches_for_the_journal_is_tried(cluster: Cluster, tmp_path: Path) -> None:
    without = await examine(settings_for(cluster, tmp_path))
    assert [each.well for each in without if "Nobody vouches for the journal" in each.sentence] == [True]
    with stamp_authority(tmp_path / "tsa") as running:
        named = {
            "GUICHET_STAMP_AUTHORITY_URL": running.url,
            "GUICHET_STAMP_CERTIFICATES": str(running.certificates),
            "GUICHET_STAMP_TIMEOUT_SECONDS": "2",
        }
        found = await examine(settings_for(cluster, tmp_path, **named))
        assert [each.well for each in found if "authority answers" in each.sentence] == [True]
        write_certificates(tmp_path)
        strange = named | {"GUICHET_STAMP_CERTIFICATES": str(tmp_path / "root.pem")}
        assert "no stamp that can be believed" in await wrongs(settings_for(cluster, tmp_path, **strange))
    assert "no stamp that can be believed" in await wrongs(settings_for(cluster, tmp_path, **named))
    unread = named | {"GUICHET_STAMP_CERTIFICATES": str(tmp_path / "gone.pem")}
    assert "GUICHET_STAMP_CERTIFICATES" in await wrongs(settings_for(cluster, tmp_path, **unread))
