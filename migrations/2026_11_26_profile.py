"""A document is profiled whole, sent on, undone, moved; and people are found though their names are mistyped."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE

ID = "2026-11-26T19:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Profile and decide"

HERE = Path(__file__).parent


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        for script in ("profile/1_tables.sql", "profile/2_seals.sql", "profile/3_names.sql", "rights.sql"):
            await ENGINE.run_ddl_script((HERE / script).read_text())
        await ENGINE.run_ddl_script((HERE / "profile" / "4_rights.sql").read_text())

    manager.add_raw(run)
    return manager
