"""Makes a cluster: `initdb`, the owner's and the app's role, and the database `guichet`."""

import os
import shutil
import subprocess
from pathlib import Path

from dossier.database.embedded.binaries import Binaries
from dossier.database.embedded.credentials import APP, OWNER, SUPERUSER, Credentials
from dossier.database.embedded.place import Place
from dossier.database.embedded.server import ServerDidNotStartError, plain_environment
from dossier.leash import leashed

DATABASE = "guichet"
_BUILTIN_LOCALE_SINCE_MAJOR = 17


def create(binaries: Binaries, place: Place, credentials: Credentials, *, fsync: bool) -> None:
    """Make the cluster of a place, whole or not at all: it is built beside its final name.

    Raises ServerDidNotStartError with what PostgreSQL wrote.
    """
    new = place.folder / "data.new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    _give(new, place)
    password = place.folder / "password.new"
    password.write_text(credentials.superuser)
    password.chmod(0o600)
    _give(password, place)
    try:
        _run(_initdb(binaries, new, password, fsync=fsync), place)
    finally:
        password.unlink()
    # Single-user mode needs no port, no driver and no second start
    single = [str(binaries.postgres), "--single", "-D", str(new), "-c", "exit_on_error=on", "-c", "log_statement=none"]
    _run([*single, "template1"], place, _roles(credentials))
    new.rename(place.data)


def _initdb(binaries: Binaries, data: Path, password: Path, *, fsync: bool) -> list[str]:
    # Letters beyond ASCII fold and sort alike on every machine, whatever locales it has
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    locale = builtin if binaries.major >= _BUILTIN_LOCALE_SINCE_MAJOR else ["--locale=C.UTF-8"]
    return [
        str(binaries.initdb),
        *("-D", str(data), "--encoding=UTF8", *locale),
        *(f"--username={SUPERUSER}", f"--pwfile={password}", "--auth=scram-sha-256"),
        *("--no-instructions", *([] if fsync else ["--no-sync"])),
    ]


def _roles(credentials: Credentials) -> str:
    """Return the statements, a line each. The passwords are letters, digits, - and _."""
    plain = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS"
    return (
        f"CREATE ROLE {OWNER} {plain} PASSWORD '{credentials.owner}';\n"
        f"CREATE ROLE {APP} {plain} PASSWORD '{credentials.app}';\n"
        f"CREATE DATABASE {DATABASE} OWNER {OWNER};\n"
    )


def _give(path: Path, place: Place) -> None:
    if place.user:
        os.chown(path, *place.user)


def _run(command: list[str], place: Place, words: str = "") -> None:
    done = subprocess.run(  # noqa: S603 - our own program and words
        leashed(command, user=place.user),
        input=words,
        capture_output=True,
        text=True,
        cwd="/",
        env=plain_environment(),
        check=False,
    )
    if done.returncode != 0:
        raise ServerDidNotStartError(f"{Path(command[0]).name} failed:\n{done.stderr[-2000:]}")
