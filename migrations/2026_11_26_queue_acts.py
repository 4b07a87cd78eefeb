"""Acts on many documents at once: kept for a while, so that they can be undone."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE

ID = "2026-11-26T21:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Undo of acts on many"

HERE = Path(__file__).parent


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        for script in ("queue_acts/1_queue_acts.sql", "rights.sql", "queue_acts/2_rights.sql"):
            await ENGINE.run_ddl_script((HERE / script).read_text())

    manager.add_raw(run)
    return manager
