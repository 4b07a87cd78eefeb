"""Reads a list as spreadsheets save it: UTF-8, a heading, commas or semicolons."""

import asyncio
import csv
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from dossier.errors import Refused


class SheetNotFound(Refused):
    """There is no list at this place. Check the name of the file."""


class SheetNotText(Refused):
    """This list is not in UTF-8. Save it as « CSV UTF-8 » and try again."""


class SheetWrongHeading(Refused):
    """The first line of this list must name these columns: {columns}."""


class LineWrongWidth(Refused):
    """This line has more or fewer cells than the first one: look for a comma or a quotation mark too many."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: its cells by column, without spaces around; None where its cells do not fit the heading."""

    number: int  # as an editor counts
    cells: dict[str, str] | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole list."""

    lines: list[Line]
    sha256: str


async def read_sheet(path: Path, columns: tuple[str, ...]) -> Sheet:
    """Read a list whose heading names `columns`, in any order.

    Raises SheetNotFound, SheetNotText and SheetWrongHeading, when nothing of it can be taken.
    """
    try:
        data = await asyncio.to_thread(path.read_bytes)
    except OSError:
        raise SheetNotFound from None
    return sheet_of(data, columns)


def sheet_of(data: bytes, columns: tuple[str, ...]) -> Sheet:
    """Read a list that is in memory. Raises SheetNotText and SheetWrongHeading."""
    try:
        lines = _lines(data.decode("utf-8-sig"), columns)
    except (UnicodeDecodeError, csv.Error):
        raise SheetNotText from None
    return Sheet(lines, hashlib.sha256(data).hexdigest())


def _lines(text: str, columns: tuple[str, ...]) -> list[Line]:
    heading_text = text.partition("\n")[0]
    # Excel in Belgium separates by semicolons; a list of roles then stands between quotation marks.
    delimiter = ";" if heading_text.count(";") > heading_text.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    heading = [name.strip().lower() for name in next(reader, [])]
    if sorted(heading) != sorted(columns):
        raise SheetWrongHeading(columns=", ".join(columns))
    lines, first_line = [], reader.line_num + 1
    for row in reader:
        cells = [cell.strip() for cell in row]
        if any(cells):
            lines.append(
                Line(first_line, dict(zip(heading, cells, strict=True)) if len(cells) == len(heading) else None)
            )
        first_line = reader.line_num + 1  # a cell may span lines: a record is named by its first
    return lines
