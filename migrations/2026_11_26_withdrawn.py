"""Nobody of the staff reads what its depositor took back."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE
from dossier.people.access import POLICIES

ID = "2026-11-26T23:21:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Withdrawn documents are read no more"


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        await ENGINE.run_ddl_script(POLICIES)

    manager.add_raw(run)
    return manager
