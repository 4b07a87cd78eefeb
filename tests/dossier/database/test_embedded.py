"""The embedded PostgreSQL: started for real, killed for real."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from dossier.database import embedded
from dossier.database.embedded import binaries, place
from tests.support.processes import alive, eventually

KEEPER = """
import sys, time
from pathlib import Path
from dossier.database.embedded import start
cluster = start(Path(sys.argv[1]), fsync=False)
print(cluster.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture(scope="module")
def cluster() -> Iterator[embedded.Cluster]:
    with embedded.temporary() as running:
        yield running


def test_app_role_owns_nothing_and_cannot_bypass_row_security(cluster: embedded.Cluster) -> None:
    roles = _ask(cluster.superuser_url(), "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles")
    assert {each["rolname"]: tuple(each)[1:] for each in roles if each["rolname"].startswith("guichet_")} == {
        embedded.OWNER: (False, False, False),
        embedded.APP: (False, False, False),
    }
    (owner,) = _ask(
        cluster.app_url(), "SELECT pg_get_userbyid(datdba) AS name FROM pg_database WHERE datname = 'guichet'"
    )
    assert owner["name"] == embedded.OWNER


def test_app_role_may_not_make_tables(cluster: embedded.Cluster) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        _ask(cluster.app_url(), "CREATE TABLE mine (id int)")


def test_letters_fold_alike_on_every_machine(cluster: embedded.Cluster) -> None:
    (row,) = _ask(cluster.app_url(), "SELECT lower('ÉÇØ') AS folded, current_setting('TimeZone') AS zone")
    assert (row["folded"], row["zone"]) == ("éçø", "UTC")


def test_it_is_asked_by_a_socket_of_its_own_folder_and_can_be_by_its_port(cluster: embedded.Cluster) -> None:
    assert f"host={cluster.place.data}&port={cluster.port}" in cluster.app_url()
    by_port = cluster.app_url().replace("@/", f"@127.0.0.1:{cluster.port}/").partition("?")[0]
    for url in (cluster.app_url(), by_port):
        (row,) = _ask(url, "SELECT inet_server_addr() IS NULL AS by_socket")
        assert row["by_socket"] == (url == cluster.app_url())


def test_a_folder_too_deep_for_a_socket_is_asked_by_its_port(tmp_path: Path) -> None:
    deep = tmp_path / ("deep" * 20)
    assert place.Place(deep, None).sockets is None
    short = place.Place(Path("/var/lib/guichet/0123"), None)
    assert short.sockets == short.data


def test_wrong_password_is_refused(cluster: embedded.Cluster) -> None:
    password = cluster.app_url().split(":")[2].split("@")[0]
    with pytest.raises(asyncpg.InvalidPasswordError):
        _ask(cluster.app_url().replace(password, "guess"), "SELECT 1")


async def test_database_is_copied_from_a_template_and_removed(cluster: embedded.Cluster) -> None:
    await cluster.create_database("template_a")
    connection = await asyncpg.connect(cluster.owner_url("template_a"))
    await connection.execute("CREATE TABLE kept (word text); INSERT INTO kept VALUES ('here')")
    await connection.close()
    await cluster.create_database("copy_a", template="template_a")
    connection = await asyncpg.connect(cluster.owner_url("copy_a"))
    try:
        assert await connection.fetchval("SELECT word FROM kept") == "here"
    finally:
        await cluster.drop_database("copy_a")
        await connection.close()
    with pytest.raises(asyncpg.InvalidCatalogNameError):
        await asyncpg.connect(cluster.owner_url("copy_a"))


def test_second_caller_shares_and_does_not_stop(cluster: embedded.Cluster) -> None:
    with embedded.embedded(cluster.place.folder) as second:
        assert second.pid is None
        assert second.app_url() == cluster.app_url()
    assert cluster.alive()


def test_passwords_and_data_are_private(cluster: embedded.Cluster) -> None:
    assert (cluster.place.folder / "credentials.json").stat().st_mode & 0o777 == 0o600
    assert cluster.place.data.stat().st_mode & 0o077 == 0
    assert not list(cluster.place.folder.glob("*.new"))


def test_failed_statement_leaves_no_value_in_the_log(cluster: embedded.Cluster) -> None:
    with pytest.raises(asyncpg.UniqueViolationError):
        _ask(cluster.owner_url(), "CREATE TEMP TABLE t (niss text UNIQUE); INSERT INTO t VALUES ('85073'), ('85073')")
    assert "85073" not in (cluster.place.folder / "postgres.log").read_text()


def test_data_and_address_stay_after_a_kill_and_a_restart(folder: Path) -> None:
    first = embedded.start(folder)
    _ask(first.owner_url(), "CREATE TABLE kept (word text); INSERT INTO kept VALUES ('here')")
    assert first.pid is not None
    os.kill(first.pid, signal.SIGKILL)
    eventually(lambda: not first.alive())
    first.stop()
    with embedded.embedded(folder) as second:
        assert second.app_url() == first.app_url()
        assert _ask(second.owner_url(), "SELECT word FROM kept")[0]["word"] == "here"


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent-death signal is Linux's")
def test_server_leaves_when_its_parent_is_killed_and_the_next_starts_at_once(folder: Path) -> None:
    keeper = subprocess.Popen([sys.executable, "-c", KEEPER, str(folder)], stdout=subprocess.PIPE, text=True)
    assert keeper.stdout is not None
    pid = int(keeper.stdout.readline())
    keeper.kill()
    keeper.communicate()
    with embedded.embedded(folder, fsync=False) as mine:
        assert mine.pid is not None
        assert mine.pid != pid
        assert _ask(mine.app_url(), "SELECT 1")
        assert not alive(pid)


def test_stale_note_of_a_dead_server_is_no_obstacle(folder: Path) -> None:
    with embedded.embedded(folder, fsync=False) as first:
        data = first.place.data
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n0\n1\n\n127.0.0.1\n  1 2\nready   \n")
    with embedded.embedded(folder, fsync=False) as second:
        assert second.pid is not None


def test_data_of_another_version_is_told_in_words(folder: Path) -> None:
    with embedded.embedded(folder, fsync=False) as first:
        version = first.place.data / "PG_VERSION"
    version.write_text("14\n")
    with pytest.raises(embedded.ServerDidNotStartError, match="made by PostgreSQL 14"):
        embedded.start(folder)


def test_server_that_cannot_start_says_why(folder: Path) -> None:
    with embedded.embedded(folder, fsync=False) as first:
        settings = first.place.data / "postgresql.auto.conf"
    settings.write_text("no_such_setting = 1\n")
    with pytest.raises(embedded.ServerDidNotStartError, match="no_such_setting"):
        embedded.start(folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as another user")
def test_private_folder_of_root_puts_the_cluster_elsewhere(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    prepared = place.prepare(tmp_path / "postgres")
    try:
        assert prepared.folder.parent == Path("/var/lib/guichet")
        assert place.prepare(tmp_path / "postgres") == prepared
        assert place.passable(prepared.folder)
    finally:
        prepared.folder.rmdir()


def test_programs_run_from_a_copy(tmp_path: Path) -> None:
    found = binaries.find()
    if not found.belongings:
        pytest.skip("this PostgreSQL is the system's, which is never copied")
    copy = found.copied_to(tmp_path / "copy")
    assert copy.bin_dir.is_relative_to(tmp_path)
    assert copy.major == found.major


def test_named_folder_without_programs_is_not_passed_over(tmp_path: Path) -> None:
    with pytest.raises(embedded.PostgresNotFoundError):
        binaries.find(tmp_path)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder that the server's user can reach, which pytest's own are not."""
    path = Path(tempfile.mkdtemp(prefix="guichet-test-"))
    yield path
    shutil.rmtree(path)


def _ask(url: str, statement: str) -> list[asyncpg.Record]:
    async def ask() -> list[asyncpg.Record]:
        connection = await asyncpg.connect(url)
        try:
            if ";" in statement:
                await connection.execute(statement)
                return []
            rows: list[asyncpg.Record] = await connection.fetch(statement)
            return rows
        finally:
            await connection.close()

    return asyncio.run(ask())
