"""Numbers that are promised before a deposit is here: by a kiosk without network, by a slip that was printed."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE

ID = "2026-11-27T16:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Numbers that are promised"

HERE = Path(__file__).parent


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        await ENGINE.run_ddl_script((HERE / "promised/1_numbers.sql").read_text())
        await ENGINE.run_ddl_script((HERE / "rights.sql").read_text())

    manager.add_raw(run)
    return manager
