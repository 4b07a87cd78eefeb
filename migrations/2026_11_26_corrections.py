"""Corrections: what a person says is wrong about a document of theirs, and the answer."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE

ID = "2026-11-26T23:23:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Corrections"

HERE = Path(__file__).parent


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        for script in ("corrections/1_corrections.sql", "rights.sql", "corrections/2_rights.sql"):
            await ENGINE.run_ddl_script((HERE / script).read_text())

    manager.add_raw(run)
    return manager
