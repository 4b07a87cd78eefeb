"""Requests and registrations that clients make in a worker's name."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE

ID = "2026-11-28T11:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Requests and registrations of clients"

HERE = Path(__file__).parent


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        for script in ("api/8_requests.sql",):
            await ENGINE.run_ddl_script((HERE / script).read_text())

    manager.add_raw(run)
    return manager
