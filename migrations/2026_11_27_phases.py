"""The phases of a centre's roll-out: what is switched on from which day."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE

ID = "2026-11-27T23:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Phases of the roll-out"

HERE = Path(__file__).parent


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        for script in ("phases/1_phases.sql", "rights.sql"):
            await ENGINE.run_ddl_script((HERE / script).read_text())

    manager.add_raw(run)
    return manager
