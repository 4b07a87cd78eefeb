"""Removals: what shall go of the store, the spare keys, and since when a deposit is abandoned."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE

ID = "2026-11-22T16:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Removals"

HERE = Path(__file__).parent


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        await ENGINE.run_ddl_script((HERE / "removals" / "1_removals.sql").read_text())
        await ENGINE.run_ddl_script((HERE / "rights.sql").read_text())

    manager.add_raw(run)
    return manager
