"""What a person has in hand is told beside its group, not instead of it: a group is not counted anew for it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE
from dossier.documents.queue_told import TOLD

ID = "2026-11-27T10:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "What is in hand is told beside its group"


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        await ENGINE.run_ddl_script(TOLD)

    manager.add_raw(run)
    return manager
