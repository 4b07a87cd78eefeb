"""Writes lists as a centre brings them, and counts what an import says."""

import csv
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from dossier.people.import_ import Report


class Lister(Protocol):
    """Writes a list of these lines to a new file; a column that a line does not name is empty."""

    def __call__(self, *lines: dict[str, str], columns: tuple[str, ...]) -> Path: ...


def lister(folder: Path) -> Lister:
    """Return a function that writes lists into a folder."""

    def write(*lines: dict[str, str], columns: tuple[str, ...]) -> Path:
        path = folder / f"{uuid4()}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(lines)
        return path

    return write


def counts(report: Report) -> tuple[int, int, int, int]:
    """Return taken, changed, unchanged and wrong."""
    return report.taken, report.changed, report.unchanged, len(report.wrongs)
