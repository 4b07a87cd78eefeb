"""Anchors of the journal's chain, and their time stamps."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE

ID = "2026-11-26T09:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Anchors of the journal"

HERE = Path(__file__).parent


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        await ENGINE.run_ddl_script((HERE / "anchors" / "1_anchors.sql").read_text())
        await ENGINE.run_ddl_script((HERE / "rights.sql").read_text())
        await ENGINE.run_ddl_script((HERE / "anchors" / "2_append_only.sql").read_text())

    manager.add_raw(run)
    return manager
