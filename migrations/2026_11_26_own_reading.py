"""Whom a document is about says who reads it as their own; who read it wrongly is known; no contact is taken over."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE

ID = "2026-11-26T23:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "What a person reads as their own, and who else did"

HERE = Path(__file__).parent / "own_reading"


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        for script in ("1_own.sql", "2_breaches.sql", "3_contacts.sql", "../rights.sql"):
            await ENGINE.run_ddl_script((HERE / script).read_text())

    manager.add_raw(run)
    return manager
