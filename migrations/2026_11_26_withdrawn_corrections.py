"""A correction falls with its document, when that is taken back."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE

ID = "2026-11-26T23:52:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Corrections fall with their document"

HERE = Path(__file__).parent


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        await ENGINE.run_ddl_script((HERE / "withdrawn_corrections/1_withdrawn_corrections.sql").read_text())

    manager.add_raw(run)
    return manager
