"""Papers that the centre keeps: what a type says of them, and the register of those that are here."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from dossier.database.engine import ENGINE

ID = "2026-11-27T18:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Kept papers"

HERE = Path(__file__).parent


async def forwards() -> MigrationManager:
    """Return the steps of this migration."""
    manager = MigrationManager(migration_id=ID, app_name="guichet", description=DESCRIPTION)

    async def run() -> None:
        await ENGINE.run_ddl_script((HERE / "kept_papers/1_kept_papers.sql").read_text())
        await ENGINE.run_ddl_script((HERE / "rights.sql").read_text())
        await ENGINE.run_ddl_script((HERE / "kept_papers/2_rights.sql").read_text())

    manager.add_raw(run)
    return manager
