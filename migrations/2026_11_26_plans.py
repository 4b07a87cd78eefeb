"""Need to know is asked of the rows that are read, never of the whole centre; seals where they would hinder alone."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE

ID = "2026-11-26T22:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Plans of need to know"

HERE = Path(__file__).parent


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        await ENGINE.run_ddl_script((HERE / "plans" / "1_place.sql").read_text())

    manager.add_raw(run)
    return manager
