"""The desk's queue: its order, what it is filtered by, whom a document waits for, what is aside, saved views."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE

ID = "2026-11-26T18:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "The desk's queue"

HERE = Path(__file__).parent


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        for script in (HERE / "queue" / "1_documents.sql", HERE / "queue" / "2_facts.sql"):
            await ENGINE.run_ddl_script(script.read_text())
        await ENGINE.run_ddl_script((HERE / "queue" / "3_views.sql").read_text())
        await ENGINE.run_ddl_script((HERE / "rights.sql").read_text())

    manager.add_raw(run)
    return manager
