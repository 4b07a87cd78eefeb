"""Reads `matrix.txt`, the hand-written answers to who may do what. It imports nothing of the service."""

from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("matrix.txt")
ANSWERS = frozenset({"in", "no", "gone", "door", "ask"})


@dataclass(frozen=True, slots=True)
class Grid:
    """What each role is answered in each case."""

    name: str
    cases: tuple[str, ...]
    answers: dict[tuple[str, str], str]  # role, case → answer


@dataclass(frozen=True, slots=True)
class Table:
    """All grids, and which of them holds for which route."""

    roles: tuple[str, ...]
    routes: dict[tuple[str, str], Grid]  # method, path → grid


def read_table() -> Table:
    """Read the table. Raises AssertionError for a line that is not understood, or a grid with a hole."""
    roles: tuple[str, ...] = ()
    grids: dict[str, Grid] = {}
    routes: dict[tuple[str, str], Grid] = {}
    grid: Grid | None = None
    for number, line in enumerate(FILE.read_text().splitlines(), start=1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        if words[0] == "roles":
            roles = tuple(words[1:])
        elif words[0] == "grid":
            grid = Grid(words[1], tuple(words[2:]), {})
            grids[grid.name] = grid
        elif words[0] == "routes":
            grid = grids[words[1]]
        elif words[0].isupper():
            assert grid is not None, number
            assert (words[0], words[1]) not in routes, f"line {number}: {line}"
            routes[words[0], words[1]] = grid
        else:
            assert grid is not None, number
            _row(grid, roles, words, number)
    for each in grids.values():
        for role in roles:
            for case in each.cases:
                assert (role, case) in each.answers, f"{each.name} says nothing of {role}, {case}"
    return Table(roles, routes)


def _row(grid: Grid, roles: tuple[str, ...], words: list[str], number: int) -> None:
    """Read a row: roles, a colon, an answer for each case. `others` are those of whom no row before spoke."""
    at = words.index(":")
    named, answers = words[:at], words[at + 1 :]
    if named == ["others"]:
        named = [each for each in roles if (each, grid.cases[0]) not in grid.answers]
    assert set(named) <= set(roles), f"line {number}: {named}"
    assert len(answers) == len(grid.cases), f"line {number}: {len(answers)} answers for {len(grid.cases)} cases"
    assert set(answers) <= ANSWERS, f"line {number}: {answers}"
    for role in named:
        assert (role, grid.cases[0]) not in grid.answers, f"line {number}: {role} twice"
        grid.answers.update(zip(((role, case) for case in grid.cases), answers, strict=True))
