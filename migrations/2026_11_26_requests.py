"""Requests for documents: who is asked for what, by when, and which document answers it."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE

ID = "2026-11-26T13:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Document requests"

HERE = Path(__file__).parent


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        for script in (HERE / "requests" / "1_requests.sql", HERE / "rights.sql"):
            await ENGINE.run_ddl_script(script.read_text())

    manager.add_raw(run)
    return manager
