"""What policies ask of the actor keeps its plan, and retakes and originals are asked of the row."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE
from dossier.people.access import POLICIES

ID = "2026-11-28T14:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Context that keeps its plan"

HERE = Path(__file__).parent


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        await ENGINE.run_ddl_script((HERE / "access" / "4_context_kept.sql").read_text())
        await ENGINE.run_ddl_script(POLICIES)  # originals, too, are asked of the row

    manager.add_raw(run)
    return manager
