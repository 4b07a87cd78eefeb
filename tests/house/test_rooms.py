"""Every package at the top is a room that import-linter knows; single modules at the top are nobody's to import."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_ROOMS = {"tests", "bench", "infra"}  # not part of the product


def test_every_package_has_its_place_among_the_rooms() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    packages = {each.parent.name for each in ROOT.glob("*/__init__.py")}
    assert packages - NOT_ROOMS == set(config["root_packages"])


def test_nobody_imports_a_composition_root() -> None:
    roots = {each.stem for each in ROOT.glob("*.py")}
    takers = {
        f"{path.relative_to(ROOT)} imports {name}"
        for package in ROOT.glob("*/__init__.py")
        if package.parent.name not in NOT_ROOMS
        for path in package.parent.rglob("*.py")
        for name in _imports(path)
        if name.split(".")[0] in roots
    }
    assert takers == set()


def test_composition_roots_read_no_tables() -> None:
    readers = {
        f"{path.name} imports {name}" for path in ROOT.glob("*.py") for name in _imports(path) if "tables" in name
    }
    assert readers == set()


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
