"""Rows in bulk: gathered by table, then written past the verbs, for measuring alone."""

from dataclasses import dataclass, field
from typing import Any

from dossier.database.engine import Transaction

Row = tuple[object, ...]


@dataclass(slots=True)
class Rows:
    """Rows by table, until they are written."""

    of: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, table: str, *row: object) -> None:
        """Keep a row, with the values of its table's columns in their order."""
        self.of.setdefault(table, []).append(row)


async def write(tx: Transaction, columns: dict[str, str], rows: dict[str, list[Row]]) -> None:
    """Write rows, table by table in the order of `columns` (table → what is written of it, with commas)."""
    for table, names in columns.items():
        await _copy(tx, table, names, rows.get(table, []))


async def _copy(tx: Transaction, table: str, columns: str, rows: list[Any]) -> None:
    """Write rows by a table of this transaction: COPY knows no row-level security."""
    passing = f"passing_{table}"
    await tx.run(f"CREATE TEMP TABLE {passing} ON COMMIT DROP AS SELECT {columns} FROM {table} LIMIT 0")
    await tx.connection.copy_records_to_table(passing, records=rows, columns=columns.split(", "))
    await tx.run(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {passing}")
