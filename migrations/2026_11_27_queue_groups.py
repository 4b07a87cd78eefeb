"""Documents that wait alike are counted together."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE
from dossier.documents.queue_told import TOLD

ID = "2026-11-27T06:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Documents that wait alike are counted together"

HERE = Path(__file__).parent


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        for script in ("queue_groups/1_groups.sql", "rights.sql"):
            await ENGINE.run_ddl_script((HERE / script).read_text())
        await ENGINE.run_ddl_script(TOLD)

    manager.add_raw(run)
    return manager
