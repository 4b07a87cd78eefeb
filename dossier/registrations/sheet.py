"""A register as a file for a spreadsheet: RFC 4180, in UTF-8 with the mark by which spreadsheets know it."""

import csv
from collections.abc import Iterable
from datetime import date
from io import StringIO

from dossier.clock import BRUSSELS
from dossier.registrations.queries import Line

COLUMNS = (
    "number",
    "registered_on",
    "document_date",
    "type",
    "file",
    "person",
    "author",
    "addressee",
    "sent_by",
    "answers",
    "state",
)
"""The columns, in the order of the file; their names are the same in every language, for what reads them."""


def as_csv(lines: Iterable[Line], language: str) -> bytes:
    """Return lines of a register as a file, with the types' names in a language."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([_cell(each) for each in _row(line, language)] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def _row(line: Line, language: str) -> tuple[str | date | None, ...]:
    return (
        line.number,
        line.registered_at.astimezone(BRUSSELS).date(),
        line.document_date,
        line.type_label(language),
        line.file_number,
        line.person,
        line.author_name,
        line.addressee,
        line.sent_by,
        line.answers_label(language),
        str(line.state),
    )


def _cell(value: str | date | None) -> str:
    """Return a value as it is written; a word that a spreadsheet would run as a formula gets a quote before it."""
    if isinstance(value, date):
        return value.isoformat()
    word = value or ""
    return f"'{word}" if word.startswith(("=", "+", "-", "@", "\t", "\r")) else word
