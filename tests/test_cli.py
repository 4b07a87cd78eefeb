"""The `guichet` command as a person types it: real processes, real exit codes.

All but the first fork from one that has imported what they would: most of what a word costs is imports.
"""

import asyncio
import base64
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
import pyvips

from dossier.database.actor import system
from dossier.database.embedded import Cluster, temporary
from dossier.database.engine import pool
from dossier.journal.anchors import anchor_when_due
from dossier.journal.chain import link
from dossier.people.queries import centre_id_of
from dossier.people.staff import WrongPassword, sign_in
from dossier.storage.vault import open_vault
from tests.support.forked import Done, run
from tests.support.journal import happen

PEOPLE = """\
niss,last_name,first_name,birth_date,gender,language,email,phone,street,postcode,town
17073003384,Peeters,Noor,2017-07-30,f,nl,,,,,
17073003385,Wrong,Number,2017-07-30,f,nl,,,,,
"""
KEY = base64.b64encode(bytes(32)).decode()


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with temporary() as running:
        yield running


STAFF = """\
username,first_name,last_name,email,language,department,roles
anna.peeters,Anna,Peeters,anna@example.org,nl,AS,social_worker
"""


def guichet(*words: str, cwd: Path, piped: str = "", **variables: str) -> Done:
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("GUICHET_", "DATABASE_", "STORE_"))}
    return run(["cli", *words], {**plain, **variables}, cwd, piped=piped)


def create(name_fr: str, name_nl: str, folder: Path, set_up: dict[str, str], code: str = "") -> Done:
    """Make a centre: that of the settings, or another."""
    words = ("centre", "create", code or set_up["GUICHET_CENTRE_CODE"], name_fr, name_nl)
    return guichet(*words, "--administrator", "head.of-it", cwd=folder, **set_up)


def variables(cluster: Cluster, folder: Path) -> dict[str, str]:
    return {
        "GUICHET_MODE": "test",
        "DATABASE_URL": cluster.app_url(),
        "DATABASE_OWNER_URL": cluster.owner_url(),
        "STORE_URL": (folder / "store").as_uri(),
        "GUICHET_SCRATCH_DIR": str(folder / "scratch"),
        "GUICHET_SECRET_KEY": "s" * 32,
        "GUICHET_NISS_KEYS": f'{{"k1": "{KEY}"}}',
        "GUICHET_NISS_INDEX_KEY": KEY,
    }


def test_help_names_every_command(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cli", "--help"], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True
    )
    for word in (
        "demo",
        "serve",
        "worker",
        "migrate",
        "scan",
        "import",
        "password",
        "staff",
        "reconcile",
        "journal",
        "doctor",
        "simulate",
    ):
        assert f"\n  {word} " in done.stdout


def test_help_loads_none_of_the_rooms(tmp_path: Path) -> None:
    """A word imports what it needs when it is said: the command itself starts in a tenth of a second."""
    asked = "import cli, sys; print({each.split('.')[0] for each in sys.modules} & {'dossier', 'web', 'demo'})"
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "set()\n"


@pytest.mark.parametrize("word", ["serve", "worker", "migrate", "reconcile", "doctor", "simulate"])
def test_unsafe_settings_are_refused_with_the_sentence_that_mends_them(word: str, tmp_path: Path) -> None:
    done = guichet(word, cwd=tmp_path, GUICHET_SECRET_KEY="short", GUICHET_COLOUR="red")
    assert done.returncode == 2
    assert "GUICHET_COLOUR is no setting" in done.stderr
    assert "DATABASE_URL: is not set" in done.stderr
    assert "short" not in done.stderr
    assert "Traceback" not in done.stderr


def test_migrate_needs_the_owners_address(cluster: Cluster, tmp_path: Path) -> None:
    done = guichet("migrate", cwd=tmp_path, **variables(cluster, tmp_path) | {"DATABASE_OWNER_URL": ""})
    assert done.returncode == 2
    assert "DATABASE_OWNER_URL" in done.stderr


def test_migrate_then_doctor_finds_all_well(cluster: Cluster, tmp_path: Path) -> None:
    before = guichet("doctor", cwd=tmp_path, **variables(cluster, tmp_path))
    assert before.returncode == 1
    assert "guichet migrate" in before.stdout
    first = guichet("migrate", cwd=tmp_path, **variables(cluster, tmp_path))
    assert (first.returncode, "Done:" in first.stdout) == (0, True), first.stderr
    second = guichet("migrate", cwd=tmp_path, **variables(cluster, tmp_path))
    assert (second.returncode, "Done:" in second.stdout) == (0, False), second.stderr
    after = guichet("doctor", cwd=tmp_path, **variables(cluster, tmp_path))
    assert (after.returncode, "WRONG" in after.stdout) == (0, False), after.stdout


def test_database_that_is_away_is_told_in_a_sentence(cluster: Cluster, tmp_path: Path) -> None:
    away = {"DATABASE_OWNER_URL": "postgresql://owner:hidden@127.0.0.1:9/guichet"}
    done = guichet("migrate", cwd=tmp_path, **variables(cluster, tmp_path) | away)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "hidden" not in done.stderr


def test_list_is_brought_in_once_after_the_centre_was_founded(cluster: Cluster, tmp_path: Path) -> None:
    set_up = variables(cluster, tmp_path) | {"GUICHET_CENTRE_CODE": "valcourt"}
    people = tmp_path / "people.csv"
    people.write_text(PEOPLE)
    guichet("migrate", cwd=tmp_path, **set_up)
    unfounded = guichet("import", "people", str(people), cwd=tmp_path, **set_up)
    assert (unfounded.returncode, "Traceback" in unfounded.stderr) == (1, False)
    for _ in range(2):
        founded = create("CPAS de Valcourt", "OCMW Valcourt", tmp_path, set_up)
        assert founded.returncode == 0, founded.stderr
    rehearsed = guichet("import", "people", str(people), "--dry-run", cwd=tmp_path, **set_up)
    taken = guichet("import", "people", str(people), cwd=tmp_path, **set_up)
    again = guichet("import", "people", str(people), cwd=tmp_path, **set_up)
    for done, counts in ((rehearsed, "1 new"), (taken, "1 new"), (again, "1 as they were")):
        assert done.returncode == 1, done.stderr
        assert counts in done.stdout
        assert "people.csv:3: " in done.stdout
    assert "nothing was written" in rehearsed.stdout


def test_a_second_centre_has_an_administrator_of_its_own_whose_password_is_shown_once(
    cluster: Cluster, tmp_path: Path
) -> None:
    set_up = variables(cluster, tmp_path) | {"GUICHET_CENTRE_CODE": "valune"}
    guichet("migrate", cwd=tmp_path, **set_up)
    told = [create("CPAS", "OCMW", tmp_path, set_up, code) for code in ("valune", "valdeux", "valdeux")]
    assert [done.returncode for done in told] == [0, 0, 0], told
    passwords = [re.findall(r"password (\S+)", done.stdout) for done in told]
    assert [len(each) for each in passwords] == [1, 1, 0]
    for code, right, wrong in (("valune", 0, 1), ("valdeux", 1, 0)):
        assert asyncio.run(_signs_in(cluster, code, "head.of-it", passwords[right][0]))
        assert not asyncio.run(_signs_in(cluster, code, "head.of-it", passwords[wrong][0]))
    nameless = guichet("centre", "create", "valx", "C", "O", "--administrator", "no name", cwd=tmp_path, **set_up)
    assert (nameless.returncode, "Traceback" in nameless.stderr) == (1, False)


def test_whoever_was_imported_signs_in_with_the_password_that_was_set(cluster: Cluster, tmp_path: Path) -> None:
    set_up = variables(cluster, tmp_path) | {"GUICHET_CENTRE_CODE": "valdoux"}
    staff = tmp_path / "staff.csv"
    staff.write_text(STAFF)
    guichet("migrate", cwd=tmp_path, **set_up)
    create("CPAS de Valdoux", "OCMW Valdoux", tmp_path, set_up)
    guichet("import", "staff", str(staff), cwd=tmp_path, **set_up)
    short = guichet("password", "anna.peeters", cwd=tmp_path, piped="short\n", **set_up)
    assert (short.returncode, "12" in short.stderr) == (1, True), short.stderr
    done = guichet("password", "Anna.Peeters", cwd=tmp_path, piped="a password of the tests\n", **set_up)
    assert done.returncode == 0, done.stderr
    assert "a password of the tests" not in done.stdout + done.stderr
    assert guichet("password", "nobody", cwd=tmp_path, piped="a password of the tests\n", **set_up).returncode == 1
    assert asyncio.run(_signs_in(cluster, "valdoux", "anna.peeters", "a password of the tests"))
    for word, signs_in in (("off", False), ("on", True)):
        assert guichet("staff", word, "anna.peeters", cwd=tmp_path, **set_up).returncode == 0
        assert asyncio.run(_signs_in(cluster, "valdoux", "anna.peeters", "a password of the tests")) is signs_in
    assert guichet("staff", "off", "nobody", cwd=tmp_path, **set_up).returncode == 1


async def _signs_in(cluster: Cluster, code: str, username: str, password: str) -> bool:
    async with pool(cluster.app_url(), size=1):
        try:
            return (await sign_in(await centre_id_of(code), username, password)).username == username
        except WrongPassword:
            return False


def test_reconcile_tells_of_bytes_that_are_nobody_s(cluster: Cluster, tmp_path: Path) -> None:
    set_up = variables(cluster, tmp_path) | {"GUICHET_CENTRE_CODE": "valrive"}
    guichet("migrate", cwd=tmp_path, **set_up)
    create("CPAS de Valrive", "OCMW Valrive", tmp_path, set_up)
    clean = guichet("reconcile", "--deep", "--json", cwd=tmp_path, **set_up)
    assert (clean.returncode, json.loads(clean.stdout)["open"]["orphan"]) == (0, 0), clean.stderr
    run = json.loads(clean.stdout)["last_deep"]
    assert (run["deep"], run["rows_checked"], run["found"]) == (True, 0, {})

    centre = asyncio.run(_centre_id(cluster, "valrive"))
    blob = tmp_path / "store" / str(centre) / "nobody" / ("0" * 64)
    blob.parent.mkdir(parents=True)
    blob.write_bytes(b"left behind")
    os.utime(blob, (0, 0))
    told = guichet("reconcile", cwd=tmp_path, **set_up)
    assert (told.returncode, told.stderr) == (1, "")
    assert f"orphan     {centre}/nobody/{'0' * 64}\n1 orphan\n0 rows and 1 files compared." in told.stdout
    assert blob.exists()


def test_journal_says_of_each_centre_whether_it_is_whole(cluster: Cluster, tmp_path: Path) -> None:
    set_up = variables(cluster, tmp_path)
    guichet("migrate", cwd=tmp_path, **set_up)
    for code in ("valnord", "valsud"):
        create(f"CPAS de {code}", f"OCMW {code}", tmp_path, set_up, code)
        asyncio.run(_grow(cluster, code, tmp_path))
    whole = guichet("journal", "verify", cwd=tmp_path, **set_up)
    assert (whole.returncode, whole.stderr) == (0, ""), whole.stdout
    assert "valnord: whole\n  4 events in the chain, 1 not linked yet.\n" in whole.stdout
    assert "1 anchors; the youngest is 0.0 hours old." in whole.stdout
    assert "0 time stamps; none holds." in whole.stdout
    centre = asyncio.run(_centre_id(cluster, "valsud"))
    (anchor,) = (tmp_path / "store" / "journal" / str(centre) / "anchors").iterdir()
    anchor.unlink()
    told = guichet("journal", "verify", cwd=tmp_path, **set_up)
    assert (told.returncode, told.stderr) == (1, "")
    assert "valnord: whole" in told.stdout
    assert "valsud: NOT WHOLE\n  WRONG Anchor 1 of " in told.stdout
    lines = guichet("journal", "verify", "--json", cwd=tmp_path, **set_up).stdout.splitlines()
    figures = {each["centre"]: each for each in map(json.loads, lines)}
    assert [each["code"] for each in figures["valsud"]["findings"]] == ["anchor-not-in-store"]
    assert (figures["valnord"]["whole"], figures["valnord"]["linked"]) == (
        True,
        4,
    )  # the first is its administrator's password


async def _grow(cluster: Cluster, code: str, folder: Path) -> None:
    async with pool(cluster.app_url(), size=1):
        actor = system(await centre_id_of(code))
        await happen(actor, 3)
        await link(actor)
        assert await anchor_when_due(open_vault((folder / "store").as_uri()), actor)
        await happen(actor, 1)


async def _centre_id(cluster: Cluster, code: str) -> UUID:
    async with pool(cluster.app_url(), size=1):
        return await centre_id_of(code)


def test_scan_makes_a_page_and_refuses_what_is_none(tmp_path: Path) -> None:
    pyvips.Image.black(400, 600, bands=3).linear([1, 1, 1], [250, 250, 240]).cast("uchar").write_to_file(
        str(tmp_path / "a.png")
    )
    (tmp_path / "b.txt").write_text("no picture")
    made = guichet("scan", "a.png", "--json", "--out", "pages", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["refused"] is None
    assert list((tmp_path / "pages").iterdir())
    refused = guichet("scan", "a.png", "b.txt", "--json", cwd=tmp_path)
    assert refused.returncode == 3, refused.stderr
    assert json.loads(refused.stdout.splitlines()[1])["refused"]["code"]
    assert guichet("scan", "nowhere.png", cwd=tmp_path).returncode == 2


def test_serve_says_that_its_port_is_taken(cluster: Cluster, tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = str(holder.getsockname()[1])
        done = guichet("serve", cwd=tmp_path, **variables(cluster, tmp_path) | {"GUICHET_PORT": port})
    assert done.returncode == 2
    assert f"Port {port}" in done.stderr


def test_demo_says_that_a_port_is_taken_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        done = guichet("demo", "--port", str(port), "--folder", str(tmp_path / "var"), cwd=tmp_path)
    assert done.returncode == 1
    assert f"Port {port} is taken" in done.stderr
    assert not (tmp_path / "var").exists()


def test_a_made_up_year_has_no_place_in_production(tmp_path: Path) -> None:
    key = base64.b64encode(os.urandom(32)).decode()
    done = guichet(
        "simulate",
        cwd=tmp_path,
        GUICHET_MODE="production",
        DATABASE_URL="postgresql://nobody@127.0.0.1:1/none",
        STORE_URL=(tmp_path / "store").as_uri(),
        GUICHET_PUBLIC_URL="https://guichet.example",
        GUICHET_SECRET_KEY=key,
        GUICHET_NISS_KEYS=f'{{"k1": "{key}"}}',
        GUICHET_NISS_INDEX_KEY=base64.b64encode(os.urandom(32)).decode(),
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "a made-up year has no place among real ones" in done.stderr
