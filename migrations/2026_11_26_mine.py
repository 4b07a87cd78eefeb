"""My documents: one-time codes, and what a person reads as their own."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE

ID = "2026-11-26T23:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "My documents"

HERE = Path(__file__).parent


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        for script in ("mine/1_codes.sql", "rights.sql", "mine/2_own.sql", "mine/3_contact.sql"):
            await ENGINE.run_ddl_script((HERE / script).read_text())

    manager.add_raw(run)
    return manager
