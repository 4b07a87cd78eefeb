"""The split: pages set aside, documents without pages, every act and how to undo it; pages in = filed + set aside."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE

ID = "2026-11-26T18:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Split and merge"

HERE = Path(__file__).parent


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        for script in (HERE / "split" / "1_split.sql", HERE / "split" / "2_accounted.sql", HERE / "rights.sql"):
            await ENGINE.run_ddl_script(script.read_text())
        await ENGINE.run_ddl_script((HERE / "split" / "3_rights.sql").read_text())
        # The policies follow with the last migration that runs them: their text asks for columns that come later

    manager.add_raw(run)
    return manager
