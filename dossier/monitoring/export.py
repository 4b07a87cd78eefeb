"""Figures as files: CSV for a spreadsheet, Parquet for whoever analyses them."""

import csv
from datetime import date, datetime
from enum import StrEnum
from io import BytesIO, StringIO

from dossier.errors import Missing
from dossier.monitoring.sheets import Kind, Sheet

_EPOCH = date(1970, 1, 1)


class Format(StrEnum):
    """How figures go out."""

    CSV = "csv"
    PARQUET = "parquet"


class NoSuchFormat(Missing):
    """Figures go out as CSV or Parquet."""


def as_file(sheet: Sheet, form: str) -> bytes:
    """Return a sheet as a file of a format. Raises NoSuchFormat."""
    if form == Format.CSV:
        return _csv(sheet)
    if form == Format.PARQUET:
        return _parquet(sheet)
    raise NoSuchFormat


def _csv(sheet: Sheet) -> bytes:
    """Write RFC 4180, in UTF-8 with the mark by which spreadsheets know it; moments and days as ISO 8601 has them."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(name for name, _ in sheet.columns)
    writer.writerows([_cell(value) for value in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    """Return a value as it is written; a word that a spreadsheet would run as a formula gets a quote before it."""
    if isinstance(value, date):
        return value.isoformat()
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@")) else value


def _parquet(sheet: Sheet) -> bytes:
    from arro3.core import Array, DataType, Schema, Table  # 30 ms, which no other answer should pay
    from arro3.core import Field as Column
    from arro3.io import write_parquet

    kinds: dict[Kind, tuple[DataType, DataType]] = {  # as it is given, and as it is kept
        str: (DataType.utf8(), DataType.utf8()),
        int: (DataType.int64(), DataType.int64()),
        float: (DataType.float64(), DataType.float64()),
        date: (DataType.int32(), DataType.date32()),
        datetime: (DataType.int64(), DataType.timestamp("us", tz="UTC")),
    }
    columns = [Column(name, kinds[kind][1], nullable=True) for name, kind in sheet.columns]
    values = list(zip(*sheet.rows, strict=True)) or [() for _ in columns]
    arrays = [
        Array([_given(value) for value in of], kinds[kind][0]).cast(kinds[kind][1])
        for of, (_, kind) in zip(values, sheet.columns, strict=True)
    ]
    file = BytesIO()
    write_parquet(Table.from_arrays(arrays, schema=Schema(columns)), file)
    return file.getvalue()


def _given(value: object) -> object:
    """Return a value as the library takes it: days and microseconds since 1970 are whole numbers."""
    if isinstance(value, datetime):
        return round(value.timestamp() * 1_000_000)
    if isinstance(value, date):
        return (value - _EPOCH).days
    return str(value) if isinstance(value, StrEnum) else value
