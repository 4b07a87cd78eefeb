"""Request templates that a centre changes, papers that are asked again, and what a paper is in plain words."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE

ID = "2026-11-26T17:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Templates, papers asked again, plain words"

HERE = Path(__file__).parent


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        for script in ("asking/1_asking.sql", "asking/2_plain.sql", "rights.sql", "asking/3_rights.sql"):
            await ENGINE.run_ddl_script((HERE / script).read_text())

    manager.add_raw(run)
    return manager
