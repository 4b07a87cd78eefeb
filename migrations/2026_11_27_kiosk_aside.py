"""What a kiosk put aside, since it can read it no more."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE

ID = "2026-11-27T22:16:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "What a kiosk put aside"

HERE = Path(__file__).parent


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        await ENGINE.run_ddl_script((HERE / "kiosk_aside/1_aside.sql").read_text())
        await ENGINE.run_ddl_script((HERE / "rights.sql").read_text())

    manager.add_raw(run)
    return manager
