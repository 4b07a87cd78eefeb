"""Nobody of the staff reads what its depositor took back: the migration of folders writes the rule into the rows."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-26T23:21:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Withdrawn documents are read no more"


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    return MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)
