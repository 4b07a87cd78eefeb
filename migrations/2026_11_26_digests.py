"""The e-mail of a working morning that says how many signals of the daily list wait."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE

ID = "2026-11-26T16:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Digests of the daily list"

HERE = Path(__file__).parent


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        for script in (
            HERE / "digests" / "1_digests.sql",
            HERE / "rights.sql",
            HERE / "digests" / "2_rights.sql",
        ):
            await ENGINE.run_ddl_script(script.read_text())

    manager.add_raw(run)
    return manager
