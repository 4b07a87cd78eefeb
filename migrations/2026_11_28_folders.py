"""Folders: a department's documents that are no social ones, and who may read them."""

import csv
from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE
from dossier.folders.seed import TYPES
from dossier.people.access import POLICIES

ID = "2026-11-28T10:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Folders"

HERE = Path(__file__).parent


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        await ENGINE.run_ddl_script((HERE / "folders/1_folders.sql").read_text())
        await ENGINE.run_ddl_script(_first_types())
        await ENGINE.run_ddl_script((HERE / "rights.sql").read_text())
        await ENGINE.run_ddl_script(POLICIES)

    manager.add_raw(run)
    return manager


def _first_types() -> str:
    """Write the SQL that gives centres that are there already the types that a new one is founded with."""
    with TYPES.open(encoding="utf-8", newline="") as file:
        lines = [
            f"({_quoted(line['code'])}, {_quoted(line['label_fr'])}, {_quoted(line['label_nl'])}, "
            f"string_to_array({_quoted(line['departments'])}, ';'), {int(line['months'])})"
            for line in csv.DictReader(file)
        ]
    return f"""INSERT INTO folder_types (id, centre_id, code, label_fr, label_nl, departments, months)
        SELECT gen_random_uuid(), c.id, each.* FROM centres c, (VALUES {", ".join(lines)})
            each (code, label_fr, label_nl, departments, months)"""


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
