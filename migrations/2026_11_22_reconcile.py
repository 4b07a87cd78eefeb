"""Checks of the store: their runs, what they found, and the indexes by which rows and bytes are compared."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE

ID = "2026-11-22T14:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Checks of the store"

HERE = Path(__file__).parent


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        await ENGINE.run_ddl_script((HERE / "reconcile" / "1_reconcile.sql").read_text())
        await ENGINE.run_ddl_script((HERE / "rights.sql").read_text())

    manager.add_raw(run)
    return manager
